"""Which loops do the same for all of their elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.project.repetition.flow import ELEMENT, names_in
from backend_gates.project.repetition.statements import chain, values_of
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.repetition.every_time import Step
    from backend_gates.project.repetition.queries import Sent

_CHANGING = re.compile(r"\s*(update|execute)\b", re.IGNORECASE)
_GIVING = {"update", "values"}
_USING = (facts.Assign, facts.AugmentedAssign, facts.Evaluate)
_LOGGING = {"debug", "error", "exception", "info", "warn", "warning"}


def decides(body: facts.Block) -> bool:
    """Whether a loop stops at an element that is wrong, or does something about what failed.

    It may stop where nothing was found, if it goes on with what was.
    """
    statements = walking.walk_statements(body)
    raised = sum(isinstance(each, facts.Raise) for each in statements)
    if raised > sum(_needs_answer(each, statements) for each in statements):
        return True
    tries = (each for each in statements if isinstance(each, facts.Try))
    return not all(_goes_on(each.body) for node in tries for each in node.handlers)


def _needs_answer(node: facts.Statement, statements: list[facts.Statement]) -> bool:
    """Whether it is `if order is None: raise …`, and the order is used elsewhere."""
    match node:
        case facts.If(test=test, body=(facts.Raise(),), orelse=()):
            name = _missing(test)
        case _:
            return False
    others = (each for each in statements if isinstance(each, _USING))
    return name != "" and any(name in names_in(each) for each in others)


def _missing(test: facts.Expression) -> str:
    match test:
        case facts.Operation(operators=("not",), operands=(facts.Name(id=name),)):
            return name
        case facts.Operation(
            operators=("is",), operands=(facts.Name(id=name), facts.Literal(kind="NoneType"))
        ):
            return name
        case _:
            return ""


def _goes_on(body: facts.Block) -> bool:
    """Whether a handler does no more than to tell, and goes on."""
    return all(
        isinstance(each, facts.Jump)
        or (
            isinstance(each, facts.Evaluate)
            and isinstance(each.value, facts.Call)
            and last_name(each.value.function) in _LOGGING
        )
        for each in body
    )


def is_alike(sent: Sent, step: Step) -> bool:
    """Whether a write gives all rows that it changes the same values, so that one can do it."""
    if _changes_by_text(sent, step):
        return sum(step.flow.sources(each) >= ELEMENT for each in _parameters(sent)) <= 1
    return not any(step.flow.sources(each) >= ELEMENT for each in _values(sent, step))


def _values(sent: Sent, step: Step) -> Iterator[facts.Expression]:
    """What the rows are given that a write changes."""
    links = [*_calls(sent.node)]
    for statement in values_of(sent.statement, step.scope) if sent.statement else ():
        links += _calls(statement)
    if any(last_name(each.function) == "update" for each in links):
        for each in links:
            if last_name(each.function) in _GIVING:
                yield from (given.value for given in each.arguments)


def _calls(node: facts.Expression) -> Iterator[facts.Call]:
    return (each for each in chain(node) if isinstance(each, facts.Call))


def _changes_by_text(sent: Sent, step: Step) -> bool:
    """Whether a statement that is a text changes rows: `cursor.execute("update …")`."""
    first = next(iter(sent.node.arguments), None) if isinstance(sent.node, facts.Call) else None
    while first is not None and isinstance(first.value, facts.Call) and first.value.arguments:
        first = first.value.arguments[0]
    texts = values_of(first.value, step.scope) if first is not None else ()
    return any(isinstance(each, facts.Literal) and _CHANGING.match(each.text) for each in texts)


def _parameters(sent: Sent) -> Iterator[facts.Expression]:
    for each in sent.asked:
        match each:
            case facts.Collection(items=items):
                yield from items
            case facts.Dictionary(values=values):
                yield from values
            case _:
                yield each
