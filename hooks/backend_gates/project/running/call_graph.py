"""Which functions of the project a node runs when it runs itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.resolution.bindings import Defined
from backend_gates.project.resolution.members import is_property, is_setter, method
from backend_gates.project.resolution.values import FirstPartyClass, FirstPartyFunction, Instance
from backend_gates.project.running.handing import gives_way, runs_elsewhere
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value
    from backend_gates.project.running.execution import Executed, Role

_MAKING = ("__new__", "__init__", "__post_init__")
_ENTERING = ("__enter__", "__exit__")
_ENTERED = {"entered", "held"}
_ITERATING = ("__iter__", "__next__")
_LAZILY = {"entered", "held", "iterated", "begun"}


def runs(project: Project, step: Executed) -> Sequence[FirstPartyFunction]:
    """The sync functions that a node runs.

    A coroutine function runs when it is awaited, where its own body is looked at; a generator's
    body when it is iterated or entered, not when it is called. One with a coroutine twin that its
    decorator knows gives way to it.
    """
    node, scope, role = step
    if not isinstance(node, facts.Node) or role == "awaited":
        return ()
    found = _functions(project, node, scope, role)
    if not found:
        return ()
    return [
        function
        for function in found
        if isinstance(function, FirstPartyFunction)
        and _runs_at_once(function, role)
        and not runs_elsewhere(project, function)
        and not gives_way(project, function)
    ]


def _functions(
    project: Project, node: facts.Node, scope: Scope, role: Role
) -> Sequence[Value | None]:
    found: Sequence[Value | None] = ()
    if isinstance(node, facts.Call):
        found = _called(project, project.value(node.function, scope))
    elif isinstance(node, facts.Attribute) and role != "called":
        base = project.value(node.value, scope)
        is_meant = is_setter if role == "assigned" else is_property
        found = _accessor(project, base, node.name, is_meant)
    if role in {"", "assigned"} or not isinstance(node, facts.Expression):
        return found
    known = project.value(node, scope)
    if role == "called":
        return [*found, *_called(project, known)]
    return [*found, *_methods(project, known, _ENTERING if role in _ENTERED else _ITERATING)]


def _called(project: Project, called: Value | None) -> Sequence[Value | None]:
    match called:
        case FirstPartyFunction():
            return (called,)
        case FirstPartyClass():
            return _methods(project, Instance(called), _MAKING)
        case Instance():
            return _methods(project, called, ("__call__",))
        case _:
            return ()


def _methods(
    project: Project, instance: Value | None, names: tuple[str, ...]
) -> Sequence[Value | None]:
    if not isinstance(instance, Instance) or not isinstance(instance.of, FirstPartyClass):
        return ()
    path = instance.of.scope.path
    return [project.attribute(instance, name, path) for name in names]


def _accessor(
    project: Project, base: Value | None, name: str, is_meant: Callable[[facts.Function], bool]
) -> Sequence[FirstPartyFunction | None]:
    """What reading or setting an attribute of an instance runs."""
    if not isinstance(base, Instance) or not isinstance(base.of, FirstPartyClass):
        return ()
    for known in project.bases(base.of)[0]:
        for binding in known.scope.bindings.get(name, ()):
            match binding.origin:
                case Defined(facts.Function() as node) if is_meant(node):
                    return (method(known, node, base),)
    return ()


def _runs_at_once(function: FirstPartyFunction, role: Role) -> bool:
    node = function.node
    if isinstance(node, facts.Lambda):
        return True
    if node.is_async:
        return False
    return role in _LAZILY if function.scope.is_generator else True
