"""Which of the nodes that run make the thread wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.values import External, Instance, Member
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.catalogue.blocking import Blocking, Catalogue
    from backend_gates.project.execution import Executed, Role
    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope
    from backend_gates.project.values import Value


class BlockingPlace(NamedTuple):
    """An expression that makes the thread wait, what it does there, and why that waits."""

    node: facts.Node
    action: str
    blocking: Blocking


def blocking_at(project: Project, step: Executed) -> BlockingPlace | None:
    """Whether running this node blocks by itself, functions of the project not followed."""
    node, scope, role = step
    if role == "awaited" or not isinstance(node, facts.Node):
        return None
    if isinstance(node, facts.Call):
        called = project.value(node.function, scope)
        found = _place(node, called, _call(project.catalogue, called))
        if found is not None:
            return found
    if isinstance(node, facts.Attribute) and role != "called":
        found = _property(project, node, scope)
        if found is not None:
            return found
    return _by_role(project, node, scope, role) if role else None


def _by_role(project: Project, node: facts.Node, scope: Scope, role: Role) -> BlockingPlace | None:
    known = project.value(node, scope)
    if role == "called":
        return _place(node, known, _call(project.catalogue, known))
    if not isinstance(known, Instance) or not isinstance(known.of, External):
        return None
    name = known.of.name
    if role == "entered":
        return _acted(node, f"with {_short(name)}", project.catalogue.blocking_entry(name))
    return _acted(node, f"for … in {_short(name)}", project.catalogue.blocking_iteration(name))


def _call(catalogue: Catalogue, called: Value | None) -> Blocking | None:
    match called:
        case External(name):
            owner, _, method = name.rpartition(".")
            return catalogue.blocking_call(name) or catalogue.blocking_method(owner, method)
        case Member():
            return catalogue.blocking_method(called.of, called.name)
        case Instance(External() as library_class):
            return catalogue.blocking_instance_call(library_class.name)
        case _:
            return None


def _property(project: Project, node: facts.Attribute, scope: Scope) -> BlockingPlace | None:
    known = project.value(node, scope)
    if not isinstance(known, Member):
        return None
    action = f"{_short(known.of)}.{known.name}"
    return _acted(node, action, project.catalogue.blocking_property(known.of, known.name))


def _place(
    node: facts.Node, called: Value | None, blocking: Blocking | None
) -> BlockingPlace | None:
    match called:
        case External(name):
            shown = name.removeprefix("builtins.")
        case Member():
            shown = f"{_short(called.of)}.{called.name}"
        case Instance(External() as library_class):
            shown = _short(library_class.name)
        case _:
            return None
    return _acted(node, f"{shown}()", blocking)


def _acted(node: facts.Node, action: str, blocking: Blocking | None) -> BlockingPlace | None:
    return None if blocking is None else BlockingPlace(node, action, blocking)


def _short(class_name: str) -> str:
    """`sqlalchemy.orm.Session` as people say it."""
    return class_name.removeprefix("builtins.").rpartition(".")[2]
