"""Which parameters of a function a value depends on: whether it is the same for every request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from backend_gates.project.requests.stand_ins import by_parameter
from backend_gates.project.resolution.bindings import (
    Assigned,
    Defined,
    Entered,
    Imported,
    Iterated,
    Passed,
)
from backend_gates.project.resolution.values import FirstPartyClass, Instance
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.bindings import Origin
    from backend_gates.project.resolution.scopes import Scope

Parameters: TypeAlias = frozenset[str]
NOTHING: Parameters = frozenset()
UNKNOWN: Parameters = frozenset({"*"})

_SHARED = re.compile(r"(^|_)settings$|^app(lication)?$")
_SHARED_CLASS = re.compile(r"Settings$|^(App)?Config(uration)?$")


def depends_on(project: Project, value: facts.Expression, scope: Scope) -> Parameters:
    """The parameters, of the function around it, that a value is made from.

    `UNKNOWN` where that can't be said. Settings, and what is kept on the application, are the same
    for every request.
    """
    return _Tracing(project).of(value, scope)


def given(
    project: Project, call: facts.Call, scope: Scope, function: facts.Function, names: Parameters
) -> Parameters:
    """What the arguments depend on that a call gives to some parameters of a function."""
    found = NOTHING
    arguments = by_parameter(call, function)
    for parameter in function.parameters:
        if parameter.name in names:
            value = arguments.get(parameter.name, parameter.default)
            found |= UNKNOWN if value is None else depends_on(project, value, scope)
    return found


class _Tracing:
    """From names back to what they were bound to, each once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._seen: set[tuple[str, int]] = set()

    def of(self, value: facts.Expression, scope: Scope) -> Parameters:
        match value:
            case facts.Name():
                return self._of_name(value.id, scope)
            case facts.Attribute():
                return self._of_attribute(value, scope)
            case facts.Call(function=facts.Attribute(value=receiver)):
                parts = [each.value for each in value.arguments]
                return self._of_all([receiver, *parts], scope)
            case facts.Call():
                return self._of_all((each.value for each in value.arguments), scope)
            case facts.Conditional():
                return self._of_all((value.body, value.orelse), scope)
            case facts.Await():
                return UNKNOWN  # fetched, so it may be another the next time
            case facts.Lambda() | facts.Comprehension():
                return self._of_all(_names_in(value), scope)
            case _:
                return self._of_all(_parts(value), scope)

    def _of_all(self, values: Iterable[facts.Expression], scope: Scope) -> Parameters:
        return NOTHING.union(*(self.of(value, scope) for value in values))

    def _of_name(self, name: str, scope: Scope) -> Parameters:
        owner = scope.binding(name)
        if owner is None or not isinstance(owner.node, facts.Function | facts.Lambda):
            return NOTHING
        if (name, id(owner)) in self._seen:
            return NOTHING
        self._seen.add((name, id(owner)))
        is_own = owner is (scope.enclosing(facts.Function) or scope)
        found = [self._of_origin(each.origin, owner, name) for each in owner.bindings[name]]
        depends = NOTHING.union(*found)
        return depends if is_own or not depends else UNKNOWN

    def _of_origin(self, origin: Origin, scope: Scope, name: str) -> Parameters:
        match origin:
            case Passed(parameter):
                is_shared = _SHARED.search(name) or self._is_settings(parameter, scope)
                return NOTHING if is_shared else frozenset({name})
            case Assigned(value=value):
                return NOTHING if value is None else self.of(value, scope)
            case Entered(context=value) | Iterated(iterable=value):
                return self.of(value, scope)
            case Imported() | Defined():
                return NOTHING
            case _:
                return UNKNOWN

    def _is_settings(self, parameter: facts.Parameter, scope: Scope) -> bool:
        known = self._project.lookup(parameter.name, scope)
        if not isinstance(known, Instance) or not isinstance(known.of, FirstPartyClass):
            return False
        return _SHARED_CLASS.search(known.of.node.name) is not None

    def _of_attribute(self, node: facts.Attribute, scope: Scope) -> Parameters:
        root: facts.Expression = node
        while isinstance(root, facts.Attribute):
            if _SHARED.search(root.name):
                return NOTHING
            inner, root = root, root.value
        if isinstance(root, facts.Name) and root.id in {"self", "cls"}:
            return self._of_own(inner.name, scope)
        return self.of(root, scope)

    def _of_own(self, name: str, scope: Scope) -> Parameters:
        """An attribute of the object whose method it is: as its own methods fill it."""
        owner = scope.enclosing(facts.Class)
        if owner is None or not isinstance(owner.node, facts.Class):
            return UNKNOWN
        known = FirstPartyClass(owner, owner.node)
        filled = self._project.self_assignments(known).get(name, [])
        if not filled:
            return NOTHING if name in owner.bindings else UNKNOWN
        values = ((origin.value, method) for origin, method in filled if origin.value is not None)
        return UNKNOWN if any(self.of(*each) for each in values) else NOTHING


def _names_in(value: facts.Expression) -> Iterator[facts.Expression]:
    return (node for node in walking.walk(value) if isinstance(node, facts.Name))


def _parts(value: facts.Expression) -> Iterator[facts.Expression]:
    return (each for each in walking.children(value) if isinstance(each, facts.Expression))
