"""Which of the project's models a call of an object mapper fetches or makes one of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.resolution.values import FirstPartyClass, Instance
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

# https://docs.djangoproject.com/en/stable/ref/models/querysets/
_MANAGERS = {"django.db.models.Manager", "django.db.models.QuerySet"}
_ONE = {"create", "earliest", "first", "get", "last", "latest"}
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


def _one_of(project: Project, node: facts.Expression, scope: Scope) -> Instance | None:
    """An instance of the class that a chain of attributes and calls starts from."""
    while True:
        known = project.value(node, scope)
        if isinstance(known, FirstPartyClass):
            return Instance(known)
        match node:
            case facts.Attribute(value=inner) | facts.Call(function=inner):
                node = inner
            case _:
                return None
