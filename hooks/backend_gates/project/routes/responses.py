"""What a function returns to a framework: a response of its own making, data, or nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

from backend_gates.catalogue import contracts
from backend_gates.project.resolution.bindings import Assigned
from backend_gates.project.resolution.values import (
    Elements,
    FirstPartyClass,
    FirstPartyFunction,
    Instance,
)
from backend_gates.project.routes.handlers import class_names
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

Kind: TypeAlias = Literal["response", "data", "nothing", "unknown"]


def returned_kinds(project: Project, function: facts.Function, scope: Scope) -> set[Kind]:
    """The kinds of what the `return` statements of a function give; `scope` is its body's."""
    return {returned_kind(project, value, scope) for value in _returned(function)}


def _returned(function: facts.Function) -> list[facts.Expression | None]:
    statements = walking.walk_statements(function.body)
    return [each.value for each in statements if isinstance(each, facts.Return)]


def returned_kind(project: Project, node: facts.Expression | None, scope: Scope) -> Kind:
    """What one returned expression is."""
    match node:
        case None | facts.Literal(kind="NoneType"):
            return "nothing"
        case facts.Dictionary() | facts.Collection() | facts.Comprehension():
            return "data"
        case facts.Conditional():
            kinds = {returned_kind(project, each, scope) for each in (node.body, node.orelse)}
            return kinds.pop() if len(kinds) == 1 else "unknown"
        case _:
            return _of_value(project, node, scope)


def _of_value(project: Project, node: facts.Expression, scope: Scope) -> Kind:
    value = project.value(node, scope)
    if isinstance(value, Instance):
        return "response" if is_response(project, value) else "data"
    if isinstance(value, Elements):
        return "data"
    if isinstance(node, facts.Name):
        return "response" if _was_response(project, node.id, scope) else "unknown"
    called = node.value if isinstance(node, facts.Await) else node
    return _of_call(project, called, scope) if isinstance(called, facts.Call) else "unknown"


def _was_response(project: Project, name: str, scope: Scope) -> bool:
    """Whether one of the things that a name is bound to is a response, as all may well be."""
    origins = (binding.origin for binding in scope.bindings.get(name, []))
    given = (each.value for each in origins if isinstance(each, Assigned))
    return any(is_response(project, project.value(each, scope)) for each in given if each)


def _of_call(project: Project, call: facts.Call, scope: Scope) -> Kind:
    if is_response_name(last_name(call.function)):
        return "response"
    function = project.value(call.function, scope)
    if isinstance(function, FirstPartyFunction) and isinstance(function.node, facts.Function):
        below = [project.value(each, function.scope) for each in _returned(function.node) if each]
        return "response" if below and all(map(partial(is_response, project), below)) else "unknown"
    return "unknown"


def is_response(project: Project, value: Value | None) -> bool:
    """Whether an object is a response of a framework, or of a class derived from one."""
    names = class_names(project, value)
    if isinstance(value, Instance) and isinstance(value.of, FirstPartyClass):
        ours, _ = project.bases(value.of)
        unresolved = [last_name(base.value) for own in ours for base in own.node.bases]
        names = [*names, *unresolved]
    return any(map(is_response_name, names))


def is_response_name(name: str) -> bool:
    """Whether a class or function by this name makes a response, as those of frameworks do."""
    return name.rpartition(".")[2].endswith(contracts.load().response_suffixes)
