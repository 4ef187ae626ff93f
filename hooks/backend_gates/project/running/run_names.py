"""What functions are called in what is kept of them, and which functions those names mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from backend_gates.project.resolution.standing import blocks, standing
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.project.running.runs import Run
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.branches import Constants
    from backend_gates.project.resolution.scopes import Scope

Place: TypeAlias = tuple[int, int]


def name_of(scope: Scope, given: Constants) -> Run:
    """The name of a function that is run with these constants."""
    owner, outer = scope.receiver, scope.parent
    is_nameless = isinstance(scope.node, facts.Lambda)
    while owner is None and outer is not None:
        is_nameless |= outer.receiver is not None
        outer = outer.parent
    receiver = (owner.scope.path, *place_of(owner.scope)) if owner is not None else None
    constants = tuple(sorted(given))
    return Run(scope.path, *place_of(scope), receiver, constants, id(scope) if is_nameless else 0)


def place_of(scope: Scope) -> Place:
    """Where a function or class stands in its file; zeros for the file itself."""
    found = standing(scope)
    return (found.line, found.column) if found is not None else (0, 0)


def scope_of(project: Project, name: Run) -> Scope | None:
    """The function of that name; None when there is none any more."""
    scope = _scope_at(project, name.path, (name.line, name.column))
    if scope is None or name.receiver is None:
        return scope
    path, *place = name.receiver
    owner = _scope_at(project, path, (place[0], place[1]))
    is_method = isinstance(scope.node, facts.Function) and scope.parent is not None
    if owner is None or not isinstance(owner.node, facts.Class) or not is_method:
        return None
    return scope.parent.child(scope.node, FirstPartyClass(owner, owner.node))


def _scope_at(project: Project, path: str, place: Place) -> Scope | None:
    module = project.modules.at(path)
    found = blocks(module) if module is not None else ()
    return next((scope for scope in found if place_of(scope) == place), None)
