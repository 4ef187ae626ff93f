"""Which writes give all rows the same values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.project.repetition.flow import ELEMENT
from backend_gates.project.repetition.statements import chain, values_of
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.repetition.every_time import Step
    from backend_gates.project.repetition.queries import Sent

_CHANGING = re.compile(r"\s*(update|execute)\b", re.IGNORECASE)
_GIVING = {"update", "values"}


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
