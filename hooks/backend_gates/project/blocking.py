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
    """An expression that makes the thread wait, what it does there, and why that waits.

    `subject` is the qualified name of what is called, entered or iterated.
    """

    node: facts.Node
    subject: str
    action: str
    blocking: Blocking


def blocking_at(project: Project, step: Executed) -> BlockingPlace | None:
    """Whether running this node blocks by itself, functions of the project not followed."""
    node, scope, role = step
    if role == "awaited" or not isinstance(node, facts.Node):
        return None
    if isinstance(node, facts.Call):
        found = _called(project.catalogue, node, project.value(node.function, scope))
        if found is not None:
            return found
    if isinstance(node, facts.Attribute) and role != "called":
        found = _property(project, node, scope)
        if found is not None:
            return found
    if role and isinstance(node, facts.Expression):
        return _by_role(project, node, scope, role)
    return None


def _by_role(
    project: Project, node: facts.Expression, scope: Scope, role: Role
) -> BlockingPlace | None:
    known = project.value(node, scope)
    catalogue = project.catalogue
    if role == "called":
        return _called(catalogue, node, known)
    if not isinstance(known, Instance) or not isinstance(known.of, External):
        return None
    name = known.of.name
    if role == "entered":
        return _place(node, name, f"with {short(name)}", catalogue.blocking_entry(name))
    return _place(node, name, f"for … in {short(name)}", catalogue.blocking_iteration(name))


def _called(catalogue: Catalogue, node: facts.Node, called: Value | None) -> BlockingPlace | None:
    match called:
        case External(name):
            owner, _, method = name.rpartition(".")
            blocking = catalogue.blocking_call(name) or catalogue.blocking_method(owner, method)
            shown = name.removeprefix("builtins.")
            return _place(node, shown, f"{shown}()", blocking)
        case Member(owner, method):
            blocking = catalogue.blocking_method(owner, method)
            return _place(node, f"{owner}.{method}", f"{short(owner)}.{method}()", blocking)
        case Instance(External(name)):
            blocking = catalogue.blocking_instance_call(name)
            return _place(node, name, f"{short(name)}()", blocking)
        case _:
            return None


def _property(project: Project, node: facts.Attribute, scope: Scope) -> BlockingPlace | None:
    known = project.value(node, scope)
    if not isinstance(known, Member):
        return None
    owner, name = known
    blocking = project.catalogue.blocking_property(owner, name)
    return _place(node, f"{owner}.{name}", f"{short(owner)}.{name}", blocking)


def _place(
    node: facts.Node, subject: str, action: str, blocking: Blocking | None
) -> BlockingPlace | None:
    return None if blocking is None else BlockingPlace(node, subject, action, blocking)


def short(class_name: str) -> str:
    """`sqlalchemy.orm.Session` as people say it."""
    return class_name.rpartition(".")[2]
