"""Mends a handler that takes a task's cancellation: it ends with `raise`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import failures
from backend_gates.fixers._text import text_of
from backend_gates.model import Fix
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.resolution.values import External
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backend_gates.fixers._text import Text
    from backend_gates.model import Edit, Finding, Span
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_REST = re.compile(r"[^\r\n]*")
_REPLACED = {"pass", "continue"}


class _Place(NamedTuple):
    """A handler, and whether nothing but the next turn of a loop would follow it."""

    handler: facts.ExceptHandler
    scope: Scope
    is_last: bool


def fixes(
    project: Project, module: Scope, text: str, findings: Sequence[Finding]
) -> Iterator[Fix | None]:
    """For each finding of a file the fix, None where there is none.

    It is one for handlers of nothing but cancellation, and safe where no work would be left out.
    """
    places = {_start(place.handler): place for place in _handlers(module)}
    file = text_of(text)
    for finding in findings:
        place = places.get((finding.span.line, finding.span.column))
        is_certain = place is not None and _catches_cancellation_alone(project, place)
        yield _fix(file, place, finding.span) if place is not None and is_certain else None


def _start(node: facts.Node) -> tuple[int, int]:
    return node.line, node.column


def _handlers(module: Scope) -> Iterator[_Place]:
    for scope in functions(module):
        if isinstance(scope.node, facts.Function) and scope.node.is_async:
            yield from _in_block(scope.node.body, scope, is_last=True, in_loop=False)


def _in_block(
    block: facts.Block, scope: Scope, *, is_last: bool, in_loop: bool
) -> Iterator[_Place]:
    for index, statement in enumerate(block):
        is_end = is_last and (in_loop or index == len(block) - 1)
        if isinstance(statement, facts.Try):
            yield from (_Place(each, scope, is_end) for each in statement.handlers)
        if not isinstance(statement, facts.Function | facts.Class):
            is_inside = in_loop or isinstance(statement, facts.For | facts.While)
            for inner in walking.blocks(statement):
                yield from _in_block(inner, scope, is_last=is_end, in_loop=is_inside)


def _catches_cancellation_alone(project: Project, place: _Place) -> bool:
    caught = place.handler.type
    value = None if caught is None else project.value(caught, place.scope)
    return isinstance(value, External) and value.name in failures.load().cancellations


def _fix(file: Text, place: _Place, heading: Span) -> Fix | None:
    last = place.handler.body[-1]
    if isinstance(last, facts.Return | facts.Raise):
        return None
    edit = _edit(file, place.handler, last, heading)
    return None if edit is None else Fix("Raise the cancellation again", place.is_last, (edit,))


def _edit(
    file: Text, handler: facts.ExceptHandler, last: facts.Statement, heading: Span
) -> Edit | None:
    if isinstance(last, facts.Jump):
        is_replaced = last.keyword in _REPLACED
        return file.edit(*file.range(last), "raise") if is_replaced else None
    if handler.body[0].line == heading.end_line:
        end = file.range(last)[1]
        return file.edit(end, end, "; raise")
    end = _end_of_line(file, last.end_line)
    return file.edit(end, end, f"\n{file.indent(handler.body[0].line)}raise")


def _end_of_line(file: Text, line: int) -> int:
    found = _REST.match(file.text, file.starts[line - 1])
    return found.end() if found else len(file.text)
