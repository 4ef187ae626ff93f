"""Which functions of the project a node runs when it runs itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.resolution.bindings import Defined
from backend_gates.project.resolution.members import is_property, is_setter, method
from backend_gates.project.resolution.values import FirstPartyClass, FirstPartyFunction, Instance
from backend_gates.project.running.handing import gives_way, runs_elsewhere
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value
    from backend_gates.project.running.execution import Executed, Role

_MAKING = ("__new__", "__init__", "__post_init__")
_ENTERING = ("__enter__", "__exit__")
_ITERATING = ("__iter__", "__next__")
_LAZILY = {"entered", "held", "iterated"}


def runs(project: Project, step: Executed) -> Iterator[FirstPartyFunction]:
    """The sync functions that a node runs.

    A coroutine function runs when it is awaited, where its own body is looked at; a generator's
    body when it is iterated or entered, not when it is called. One with a coroutine twin that its
    decorator knows gives way to it.
    """
    node, scope, role = step
    if isinstance(node, facts.Node) and role != "awaited":
        for function in _functions(project, node, scope, role):
            if (
                isinstance(function, FirstPartyFunction)
                and _runs_at_once(function, role)
                and not runs_elsewhere(project, function)
                and not gives_way(project, function)
            ):
                yield function


def _functions(
    project: Project, node: facts.Node, scope: Scope, role: Role
) -> Iterator[Value | None]:
    if isinstance(node, facts.Call):
        yield from _called(project, project.value(node.function, scope))
    elif isinstance(node, facts.Attribute) and role != "called":
        base = project.value(node.value, scope)
        yield _accessor(project, base, node.name, is_setter if role == "assigned" else is_property)
    if role not in {"", "assigned"} and isinstance(node, facts.Expression):
        known = project.value(node, scope)
        if role == "called":
            yield from _called(project, known)
        else:
            yield from _methods(project, known, _ITERATING if role == "iterated" else _ENTERING)


def _called(project: Project, called: Value | None) -> Iterator[Value | None]:
    match called:
        case FirstPartyFunction():
            yield called
        case FirstPartyClass():
            yield from _methods(project, Instance(called), _MAKING)
        case Instance():
            yield from _methods(project, called, ("__call__",))
        case _:
            return


def _methods(
    project: Project, instance: Value | None, names: tuple[str, ...]
) -> Iterator[Value | None]:
    if isinstance(instance, Instance) and isinstance(instance.of, FirstPartyClass):
        for name in names:
            yield project.attribute(instance, name, instance.of.scope.path)


def _accessor(
    project: Project, base: Value | None, name: str, is_meant: Callable[[facts.Function], bool]
) -> FirstPartyFunction | None:
    """What reading or setting an attribute of an instance runs."""
    if not isinstance(base, Instance) or not isinstance(base.of, FirstPartyClass):
        return None
    for known in project.bases(base.of)[0]:
        for binding in known.scope.bindings.get(name, ()):
            match binding.origin:
                case Defined(facts.Function() as node) if is_meant(node):
                    return method(known, node, base)
    return None


def _runs_at_once(function: FirstPartyFunction, role: Role) -> bool:
    node = function.node
    if isinstance(node, facts.Lambda):
        return True
    if node.is_async:
        return False
    return role in _LAZILY if function.scope.is_generator else True
