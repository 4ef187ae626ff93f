"""Which of the project's models a call of an object mapper fetches or makes one of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.resolution.bindings import Assigned, Binding
from backend_gates.project.resolution.values import External, FirstPartyClass, Instance
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

# https://docs.djangoproject.com/en/stable/ref/models/querysets/
_MANAGERS = {"django.db.models.Manager", "django.db.models.QuerySet"}
_ONE = {"create", "earliest", "first", "get", "last", "latest"}
_ROWS = {"aggregate", "dates", "datetimes", "values", "values_list"}
_BY_MODEL = {"django.shortcuts.get_object_or_404"}


def by_function(project: Project, name: str, call: facts.Call, scope: Scope) -> Instance | None:
    """What `get_object_or_404(Order, …)` gives."""
    if name not in _BY_MODEL or not call.arguments:
        return None
    return _one_of(project, call.arguments[0].value, scope)


def by_method(
    project: Project, owner: str, name: str, call: facts.Call, scope: Scope
) -> Instance | None:
    """What `Order.objects.filter(…).first()` gives."""
    if name not in _ONE or owner not in _MANAGERS:
        return None
    return _one_of(project, call.function, scope)


def element(
    project: Project, iterated: Value | None, node: facts.Expression, scope: Scope
) -> Instance | None:
    """What a loop over `Order.objects.filter(…)` gives one by one."""
    if iterated != Instance(External("django.db.models.QuerySet")):
        return None
    return _one_of(project, _assigned(node, scope), scope)


def _assigned(node: facts.Expression, scope: Scope) -> facts.Expression:
    """What a name was assigned, where that happens once in its function."""
    bindings = scope.bindings.get(node.id, ()) if isinstance(node, facts.Name) else ()
    match bindings:
        case (Binding(origin=Assigned(value=value)),) if value is not None:
            return value
        case _:
            return node


def _one_of(project: Project, node: facts.Expression, scope: Scope) -> Instance | None:
    """An instance of the class that a chain of attributes and calls starts from."""
    while True:
        known = project.value(node, scope)
        if isinstance(known, FirstPartyClass):
            return Instance(known)
        match node:
            case facts.Attribute(name=name) if name in _ROWS:
                return None
            case facts.Attribute(value=inner) | facts.Call(function=inner):
                node = inner
            case _:
                return None
