"""From a name to the expression that it was given, through imports and aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.resolution.bindings import Assigned, Imported
from backend_gates.project.resolution.values import FirstPartyModule
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_LONGEST_CHAIN = 10


class Definition(NamedTuple):
    """An expression and the scope in which its names are to be understood."""

    expression: facts.Expression
    scope: Scope


def definition(project: Project, node: facts.Expression, scope: Scope) -> Definition:
    """The expression behind a name that is bound once; the node itself where there is none."""
    known = Definition(node, scope)
    for _ in range(_LONGEST_CHAIN):
        found = _behind(project, *known)
        if found is None:
            break
        known = found
    return known


def _behind(project: Project, node: facts.Expression, scope: Scope) -> Definition | None:
    if isinstance(node, facts.Name):
        return _bound(project, node.id, scope.binding(node.id))
    if isinstance(node, facts.Attribute):
        owner = project.value(node.value, scope)
        if isinstance(owner, FirstPartyModule):
            return _bound(project, node.name, owner.scope)
    return None


def _bound(project: Project, name: str, scope: Scope | None) -> Definition | None:
    """What the only binding of a name assigns, in the module that it is imported from."""
    for _ in range(_LONGEST_CHAIN):
        bindings = scope.bindings.get(name, []) if scope is not None else []
        if scope is None or len(bindings) != 1:
            return None
        origin = bindings[0].origin
        if isinstance(origin, Assigned) and origin.value is not None:
            return Definition(origin.value, scope)
        if not isinstance(origin, Imported) or not origin.name:
            return None
        name, scope = origin.name, _module(project, origin, scope.path)
    return None


def _module(project: Project, origin: Imported, importer: str) -> Scope | None:
    if origin.level:
        return project.modules.relative(origin.level, origin.module, importer)
    return project.modules.find(origin.module, importer)
