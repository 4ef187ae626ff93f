"""What functions are called in what is kept of them, and which functions those names mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.project.running.runs import Run
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.branches import Constants
    from backend_gates.project.resolution.scopes import Scope

Position: TypeAlias = tuple[int, int]


def name_of(scope: Scope, given: Constants) -> Run:
    """The name of a function that is run with these constants."""
    owner, outer = scope.receiver, scope.parent
    is_nameless = isinstance(scope.node, facts.Lambda)
    while owner is None and outer is not None:
        is_nameless |= outer.receiver is not None
        outer = outer.parent
    receiver = (owner.scope.path, *position_of(owner.scope)) if owner is not None else None
    constants = tuple(sorted(given))
    return Run(
        scope.path, *position_of(scope), receiver, constants, id(scope) if is_nameless else 0
    )


def position_of(scope: Scope) -> Position:
    """Where a function or class stands in its file; zeros for the file itself."""
    found = standing(scope)
    return (found.line, found.column) if found is not None else (0, 0)


def scope_of(project: Project, name: Run) -> Scope | None:
    """The function of that name; None when there is none any more."""
    scope = _scope_at(project, name.path, (name.line, name.column))
    if scope is None or name.receiver is None:
        return scope
    path, line, column = name.receiver
    owner, outer = _scope_at(project, path, (line, column)), scope.parent
    if owner is None or outer is None:
        return None
    if isinstance(owner.node, facts.Class) and isinstance(scope.node, facts.Function):
        return outer.child(scope.node, FirstPartyClass(owner, owner.node))
    return None


def _scope_at(project: Project, path: str, position: Position) -> Scope | None:
    module = project.modules.at(path)
    found = module.blocks if module is not None else ()
    return next((scope for scope in found if position_of(scope) == position), None)
