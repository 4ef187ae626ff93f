"""Which queries of a loop hang on what another has found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.repetition.every_time import is_fallback
from backend_gates.project.repetition.flow import ELEMENT, bound_names, followed, names_in, starting
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.repetition.loops import Loop


def is_search(loop: Loop, query: facts.Node) -> bool:
    """Whether a loop ends as soon as a query has found something, or has found a name free."""
    if not isinstance(loop.node, facts.For):
        return False
    statements = walking.walk_statements(loop.node.body)
    answers = dict.fromkeys(_answers(statements, query), ELEMENT)
    found = followed(loop.node.body, starting(answers)).names.keys() if answers else set[str]()
    return any(
        isinstance(each, facts.If)
        and (_holds(each.test, query) or not names_in(each.test).isdisjoint(found))
        and _ends_search(each, set(loop.names))
        for each in statements
    )


def is_second(loop: Loop, query: facts.Node) -> bool:
    """Whether a query is sent where something else gave nothing: `if not row: row = …`."""
    statements = walking.walk_statements(loop.node.body) if isinstance(loop.node, facts.For) else []
    given = {
        name
        for each in statements
        if isinstance(each, facts.Assign) and isinstance(each.value, facts.Call | facts.Await)
        if not _holds(each, query)
        for target in each.targets
        for name in bound_names(target)
    }
    found = given.intersection(_answers(statements, query))
    return any(
        isinstance(each, facts.If)
        and is_fallback(each.test)
        and not names_in(each.test).isdisjoint(found)
        and _holds(each, query)
        for each in statements
    )


def _answers(statements: list[facts.Statement], query: facts.Node) -> Iterator[str]:
    """The names that a query's answer is given."""
    for each in statements:
        if isinstance(each, facts.Assign) and each.value is not None and _holds(each.value, query):
            for target in each.targets:
                yield from bound_names(target)


def _ends_search(node: facts.If, elements: set[str]) -> bool:
    """Whether it leaves the loop, with an element where nothing was found."""
    if node.orelse and isinstance(node.orelse[-1], facts.Jump):
        return node.orelse[-1].keyword == "break"
    match node.test, node.body[-1]:
        case facts.Operation(operators=("not",)) | facts.Operation(
            operators=("is" | "==",), operands=(_, facts.Literal(kind="NoneType"))
        ), last:
            return isinstance(last, facts.Return) and not elements.isdisjoint(names_in(last))
        case _, facts.Return() | facts.Jump(keyword="break"):
            return True
        case _:
            return False


def _holds(outer: facts.Node, inner: facts.Node) -> bool:
    return any(each is inner for each in walking.walk(outer))
