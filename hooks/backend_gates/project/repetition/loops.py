"""The loops of a function."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.reading.lines import docstring, lines_with
from backend_gates.project.repetition.flow import bound_names
from backend_gates.project.resolution.bindings import own_expressions
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_SCOPES = {facts.Function, facts.Class, facts.Lambda}
_FOR = re.compile(rb"for\b(?<!\wfor)")  # what starts with a literal is found several times as fast
_REASONS = (
    r"atomic\w*|deliberate\w*|few|individually|intentional\w*|n\+1|on purpose"
    r"|one([- ]\w+)?[- ]at a|one[- ]by|only a single|per[- ]\w+ errors?"
)
_DESCRIBED = re.compile(rf"\b({_REASONS})\b", re.IGNORECASE)
_WHY = re.compile(
    rf"#.*\b({_REASONS}|bulk\w* (\w+n't|cannot|skips?)|cached|cheap|consistent"
    r"|each (one|of them)|individual\w*|locks?|migration|minimi[sz]e|one[- ](off|time)"
    r"|only (one|once)|races?|rare\w*|separate\w*|sequential\w*|session cache|signals?|small"
    r"|unlikely)\b",
    re.IGNORECASE,
)


class Loop(NamedTuple):
    """A `for`, or a clause of a comprehension, in the scope that its iterable is read in."""

    node: facts.For | facts.Comprehension
    target: facts.Expression
    iterable: facts.Expression
    is_async: bool

    @property
    def names(self) -> list[str]:
        """What each element is called."""
        return list(bound_names(self.target))


def loop_of(node: facts.For) -> Loop:
    """A `for` statement as a loop."""
    return Loop(node, node.target, node.iterable, node.is_async)


def loops_of(node: facts.Comprehension) -> list[Loop]:
    """The clauses of a comprehension as loops, outermost first."""
    return [Loop(node, each.target, each.iterable, each.is_async) for each in node.clauses]


def is_explained(project: Project, scope: Scope, loop: Loop, node: facts.Node) -> bool:
    """Whether words say why a loop sends query by query.

    They stand in a comment above it, in it down to the node that does, or in the docstring of its
    function, where fewer words do: it may speak of signals that the function is about.
    """
    lines = project.modules.lines(scope.path)
    start = loop.node.line - 1
    while 0 < start <= len(lines) and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    described = any(map(_DESCRIBED.search, docstring(scope.node, lines)))
    return described or any(map(_WHY.search, lines[start : node.end_line]))


def looping_lines(project: Project, module: Scope) -> list[int]:
    """The lines of a file that have the word `for`."""
    try:
        return lines_with(_FOR, project.modules.content(module.path))
    except OSError:  # it is gone meanwhile
        return []


def loops_in(scope: Scope, lines: Sequence[int]) -> Iterator[Loop]:
    """The loops of a function's own body, outer ones first; `lines` are those with `for`."""
    function = scope.node
    if not isinstance(function, facts.Function) or not _has_any(function, lines):
        return
    for node in _looping(function.body, lines):
        if isinstance(node, facts.For):
            yield loop_of(node)
        for expression in own_expressions(node):
            if not _has_any(expression, lines):
                continue
            for inner in _comprehensions(expression):
                yield from loops_of(inner)


def _looping(body: facts.Block, lines: Sequence[int]) -> Iterator[facts.Statement]:
    """The statements with any of the lines, but for what is done to say what is wrong."""
    stack = [*reversed(body)]
    while stack:
        node = stack.pop()
        if _has_any(node, lines):
            yield node
            if type(node) in walking.COMPOUND:
                first, *others = walking.blocks(node)
                for block in [*reversed(others), () if _fails(node) else first]:
                    stack += reversed(block)


def _fails(node: facts.Statement) -> bool:
    """Whether it asks for an error, which it raises."""
    return isinstance(node, facts.If) and isinstance(node.body[-1], facts.Raise)


class Asking(NamedTuple):
    """A call, or what an inner loop runs over, with the scope of its names."""

    node: facts.Expression
    scope: Scope
    is_iterated: bool


def asking(node: facts.Node, scope: Scope) -> Iterator[Asking]:
    """What in a node may send a query."""
    stack: list[Struct] = walking.BACKWARDS[type(node)](node)
    if isinstance(node, facts.Comprehension):
        scope = scope.child(node)
    while stack:
        current = stack.pop()
        kind = type(current)
        if kind in walking.LEAVES or kind in _SCOPES:
            continue
        if isinstance(current, facts.Comprehension):
            yield Asking(current.clauses[0].iterable, scope, is_iterated=True)
            yield from asking(current, scope)
            continue
        if isinstance(current, facts.Call):
            yield Asking(current, scope, is_iterated=False)
        elif isinstance(current, facts.For):
            yield Asking(current.iterable, scope, is_iterated=True)
        stack += walking.BACKWARDS[kind](current)


def _has_any(node: facts.Node, lines: Sequence[int]) -> bool:
    at = bisect_left(lines, node.line)
    return at < len(lines) and lines[at] <= node.end_line


def _comprehensions(expression: facts.Expression) -> Iterator[facts.Comprehension]:
    """Those in an expression, outer ones first; a lambda's aren't run there."""
    stack: list[Struct] = [expression]
    while stack:
        current = stack.pop()
        if isinstance(current, facts.Comprehension):
            yield current
        if not isinstance(current, facts.Lambda):
            stack += walking.BACKWARDS[type(current)](current)
