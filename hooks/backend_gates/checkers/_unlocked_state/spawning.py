"""Which uses of a function make several tasks of it that run at the same time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import concurrency
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msgspec import Struct

    from backend_gates.project.requests.uses import Use
    from backend_gates.project.resolution.scopes import Scope


class Spawned(NamedTuple):
    """Where tasks are made of a function, and the names that differ from one to the next."""

    at: facts.Node
    differing: frozenset[str]


def spawned(use: Use, function: Scope) -> Spawned | None:
    """The place that makes several tasks at once of what a use calls; None where it makes none.

    Each is made for an element: `gather(*(f(x) for x in xs))`, a list of such calls that is
    gathered, or a task that a loop starts and doesn't wait for.
    """
    body = function.node.body if isinstance(function.node, facts.Function) else ()
    around = next((found for each in body if (found := _around(each, use.node))), [])
    for index, node in enumerate(around):
        inner = around[index + 1 :]
        if isinstance(node, facts.Comprehension) and _is_made_for_each(node, inner):
            if _is_together(around[:index], body) or _starts(inner):
                return Spawned(node, frozenset(_names(each.target for each in node.clauses)))
        elif isinstance(node, facts.For) and _is_started_in(node, inner, body):
            return Spawned(node, frozenset(_changing(node)))
    return None


def _around(outer: Struct, wanted: facts.Node) -> list[Struct]:
    """What stands around a node, from the outside in; empty where it isn't inside."""
    if isinstance(outer, facts.Node) and not outer.line <= wanted.line <= outer.end_line:
        return []
    for child in walking.children(outer):
        if child is wanted:
            return [outer]
        found = _around(child, wanted)
        if found:
            return [outer, *found]
    return []


def _is_made_for_each(node: facts.Comprehension, inner: Sequence[Struct]) -> bool:
    """Whether what is inside is made for each element, and not awaited one by one."""
    is_element = any(each is element for each in inner[:1] for element in node.elements)
    return is_element and not any(isinstance(each, facts.Await) for each in inner)


def _is_together(outer: Sequence[Struct], body: facts.Block) -> bool:
    """Whether a collection of coroutines is gathered, at once or by its name."""
    statement = outer[0] if outer else None
    if any(isinstance(each, facts.Call) and _gathers(each) for each in outer):
        return True
    targets = statement.targets if isinstance(statement, facts.Assign) else ()
    return any(isinstance(each, facts.Name) and _is_gathered(each.id, body) for each in targets)


def _is_gathered(name: str, body: facts.Block) -> bool:
    return any(
        isinstance(each.value, facts.Starred)
        and isinstance(each.value.value, facts.Name)
        and each.value.value.id == name
        for call in walking.own(body, facts.Call)
        if _gathers(call)
        for each in call.arguments
    )


def _is_started_in(loop: facts.For, inner: Sequence[Struct], body: facts.Block) -> bool:
    """Whether a loop starts a task and goes on, or collects coroutines that are gathered."""
    if any(isinstance(each, facts.Await | facts.For | facts.While) for each in inner):
        return False
    statement = next((each for each in reversed(inner) if each in loop.body), None)
    match statement:
        case facts.Evaluate(
            value=facts.Call(function=facts.Attribute(value=facts.Name(id=name), name="append"))
        ):
            return _starts(inner) or _is_gathered(name, body)
        case facts.Evaluate():
            return _starts(inner)
        case _:
            return False


def _starts(nodes: Sequence[Struct]) -> bool:
    making = concurrency.load().tasks.making
    return any(
        isinstance(each, facts.Call) and last_name(each.function) in making for each in nodes
    )


def _gathers(call: facts.Call) -> bool:
    return last_name(call.function) in concurrency.load().tasks.gathering


def _changing(loop: facts.For) -> Iterator[str]:
    yield from _names([loop.target])
    for each in walking.own(loop.body, facts.Assign):
        yield from _names(each.targets)


def _names(targets: Iterator[facts.Expression] | Sequence[facts.Expression]) -> Iterator[str]:
    for target in targets:
        yield from (node.id for node in walking.walk(target) if isinstance(node, facts.Name))
