"""Which of the nodes that run make the thread wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.resolution.conditions import waits_with
from backend_gates.project.resolution.values import External, Instance, Member
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.catalogue.blocking import Blocking, Catalogue
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value
    from backend_gates.project.running.execution import Executed, Role


class BlockingPlace(NamedTuple):
    """An expression that makes the thread wait, and why.

    `subject` is the qualified name of what is called, read, entered or iterated, `written` how
    the source calls it.
    """

    node: facts.Node
    subject: str
    written: str
    blocking: Blocking


def blocking_at(project: Project, step: Executed) -> BlockingPlace | None:
    """Whether running this node blocks by itself, functions of the project not followed."""
    node, scope, role = step
    if role == "awaited" or not isinstance(node, facts.Node):
        return None
    if isinstance(node, facts.Call):
        called = project.value(node.function, scope)
        found = _called(project.catalogue, node, called)
        if found is not None and waits_with(project, node, scope, found.blocking):
            return found
    if role == "assigned":
        return None
    if isinstance(node, facts.Attribute) and role != "called":
        found = _property(project, node, scope)
        if found is not None:
            return found
    if role and isinstance(node, facts.Expression):
        return _by_role(project, node, scope, role)
    return None


def place_of(call: facts.Call, subject: str, blocking: Blocking) -> BlockingPlace:
    """The place of a call that blocks for a reason that no library's knowledge gives."""
    return BlockingPlace(call, subject, written(call), blocking)


def written(node: facts.Node) -> str:
    """How the source names what a node runs."""
    match node:
        case facts.Call():
            return f"{_written(node.function, None)}()"
        case facts.Name() | facts.Attribute():
            return _written(node, None)
        case _:
            return "…"


def _by_role(
    project: Project, node: facts.Expression, scope: Scope, role: Role
) -> BlockingPlace | None:
    known = project.value(node, scope)
    catalogue = project.catalogue
    if role == "called":
        return _called(catalogue, node, known)
    if not isinstance(known, Instance) or not isinstance(known.of, External):
        return None
    name = catalogue.canonical(known.of.name)
    if role in {"entered", "held"}:
        held = catalogue.blocking_hold(name) if role == "held" else None
        blocking = held or catalogue.blocking_entry(name)
        return _place(node, name, f"with {_written(node, known)}", blocking)
    blocking = catalogue.blocking_iteration(name)
    return _place(node, name, f"for … in {_written(node, known)}", blocking)


def _called(
    catalogue: Catalogue, node: facts.Expression, called: Value | None
) -> BlockingPlace | None:
    match called:
        case External(name):
            owner, _, method = name.rpartition(".")
            blocking = catalogue.blocking_call(name) or catalogue.blocking_method(owner, method)
            subject = name.removeprefix("builtins.")
        case Member(owner, method):
            blocking = catalogue.blocking_method(owner, method)
            subject = f"{catalogue.canonical(owner)}.{method}"
        case Instance(External(name)):
            blocking, subject = catalogue.blocking_instance_call(name), name
        case _:
            return None
    return None if blocking is None else _place(node, subject, _as_called(node, called), blocking)


def _as_called(node: facts.Expression, called: Value) -> str:
    """How the source names a call, or a function that is handed to one that calls it."""
    if isinstance(node, facts.Call):
        return f"{_written(node.function, called)}()"
    return _written(node, called)


def _property(project: Project, node: facts.Attribute, scope: Scope) -> BlockingPlace | None:
    if not project.catalogue.may_be_property(node.name):
        return None
    known = project.value(node, scope)
    if not isinstance(known, Member):
        return None
    owner, name = project.catalogue.canonical(known.of), known.name
    blocking = project.catalogue.blocking_property(owner, name)
    return _place(node, f"{owner}.{name}", _written(node, known), blocking)


def _place(
    node: facts.Node, subject: str, written: str, blocking: Blocking | None
) -> BlockingPlace | None:
    return None if blocking is None else BlockingPlace(node, subject, written, blocking)


def _written(node: facts.Expression, known: Value | None) -> str:
    """A dotted name as the source has it, else the last part of the name of what it is."""
    match node:
        case facts.Name():
            return node.id
        case facts.Attribute():
            return f"{_written(node.value, None)}.{node.name}"
        case facts.Call():
            return f"{_written(node.function, known)}()"
        case _:
            return known.name.rpartition(".")[2] if isinstance(known, External | Member) else "…"
