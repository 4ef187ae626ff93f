"""Whether what a call gives outlives the function that makes the call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.running.once import first_time_only
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.resolution.scopes import Scope

_MAKING = {"__init__", "__post_init__", "__enter__", "__aenter__"}
_OF_ONE_REQUEST = {"g", "req", "request", "websocket"}


def is_kept(call: facts.Node, function: Scope) -> bool:
    """Whether it is made the first time only, or is stored where other calls find it again.

    That is in a global, in what the function has from outside, in a class, on the state of the
    application, or in an object that was there before.
    """
    at = (call.line, call.column)
    if any(start <= at < end for start, end in first_time_only(function)):
        return True
    own = [each for each in _assignments(function) if _holds(each, call)]
    names = {each.id for item in own for each in item.targets if isinstance(each, facts.Name)}
    own += [each for each in _assignments(function) if _name(each.value) in names]
    return any(_outlives(target, function) for each in own for target in each.targets)


def _assignments(function: Scope) -> Iterator[facts.Assign]:
    node = function.node
    for statement in walking.walk_statements(node.body if isinstance(node, facts.Function) else ()):
        if isinstance(statement, facts.Assign):
            yield statement


def _name(value: facts.Expression | None) -> str:
    return value.id if isinstance(value, facts.Name) else ""


def _holds(outer: facts.Node, inner: facts.Node) -> bool:
    start, end = (outer.line, outer.column), (outer.end_line, outer.end_column)
    return start <= (inner.line, inner.column) and (inner.end_line, inner.end_column) <= end


def _outlives(target: facts.Expression, function: Scope) -> bool:
    if isinstance(target, facts.Collection):
        return any(_outlives(item, function) for item in target.items)
    if isinstance(target, facts.Name):
        return target.id not in function.bindings
    root, names = _root(target)
    if root is None:
        return True
    if _is_receiver(root, function):
        return function.name.rpartition(".")[2] not in _MAKING
    if root.id in _OF_ONE_REQUEST:
        return "app" in names
    return root.id not in function.bindings or not {"app", "state"}.isdisjoint({root.id, *names})


def _root(target: facts.Expression) -> tuple[facts.Name | None, set[str]]:
    """The name that a target starts with, and the attributes after it."""
    names = set()
    while isinstance(target, facts.Attribute | facts.Subscript):
        if isinstance(target, facts.Attribute):
            names.add(target.name)
        target = target.value
    return (target if isinstance(target, facts.Name) else None), names


def _is_receiver(name: facts.Name, function: Scope) -> bool:
    node, owner = function.node, function.parent
    if not isinstance(node, facts.Function) or owner is None or not node.parameters:
        return False
    return isinstance(owner.node, facts.Class) and node.parameters[0].name == name.id
