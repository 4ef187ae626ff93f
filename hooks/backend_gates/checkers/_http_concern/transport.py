"""Which functions, classes and modules know of requests because that is their job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import http, requests
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.resolution.values import External, FirstPartyClass, Member
from backend_gates.project.routes.exception_handlers import exception_handlers
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import decorator_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.requests.uses import Use
    from backend_gates.project.resolution.scopes import Scope

_NEUTRAL = (
    *("aiohttp.Client", "aiohttp.client", "django.apps.", "django.contrib.auth.base_user."),
    *("django.contrib.auth.models.", "django.core.management.", "django.db."),
)
_SERVES = "__call__"
_PLAIN = {
    *(
        "abc",
        "attrs",
        "builtins",
        "dataclasses",
        "enum",
        "flask_sqlalchemy",
        "pydantic",
        "sqlalchemy",
    ),
    *("sqlmodel", "typing", "typing_extensions"),
}


def is_transport(project: Project, module: Scope) -> bool:
    """Whether a module defines routes, exception handlers, middleware or classes of HTTP."""
    return (
        any(True for _ in exception_handlers(module))
        or any(_is_of_http(project, owner) for owner in _classes(module))
        or any(_is_hook(project, scope) for scope in functions(module))
        or any(True for _ in project.handlers(module))
    )


def _classes(scope: Scope) -> Iterator[Scope]:
    node = scope.node
    body = node.body if isinstance(node, facts.Module | facts.Class) else ()
    for each in walking.walk_statements(body):
        if isinstance(each, facts.Class):
            yield scope.child(each)
            yield from _classes(scope.child(each))


def _is_of_http(project: Project, owner: Scope) -> bool:
    """Whether a class derives from what a framework of HTTP has: an error, a response, a form."""
    if not isinstance(owner.node, facts.Class) or not owner.node.bases:
        return False
    outside = project.bases(FirstPartyClass(owner, owner.node))[1]
    return any(http.is_framework(each) and not each.startswith(_NEUTRAL) for each in outside)


def _is_hook(project: Project, scope: Scope) -> bool:
    """Whether a function is registered as middleware or the like by its decorator."""
    known, node, outer = requests.load(), scope.node, scope.parent
    if not isinstance(node, facts.Function) or outer is None:
        return False
    for target in map(decorator_target, node.decorators):
        if isinstance(target, facts.Attribute) and target.name in known.decorators:
            return True
        value = project.value(target, outer)
        if isinstance(value, External) and value.name in known.functions:
            return True
    return False


def is_called_by_framework(project: Project, scope: Scope) -> bool:
    """Whether a function is given to a framework to be called: as dependency, key or processor."""
    return any(_hands_over(project, use) for use in project.uses.of(scope))


def is_wrapped(project: Project, scope: Scope) -> bool:
    """Whether it is what a decorator or factory returns, or belongs to objects that are called."""
    return _is_nested(scope) or _serves(project, scope)


def _is_nested(scope: Scope) -> bool:
    """Whether it stands in another function, as what decorators and factories return does."""
    return scope.parent is not None and isinstance(scope.parent.node, facts.Function)


def _serves(project: Project, scope: Scope) -> bool:
    """Whether it belongs to a class whose objects are called, as dependencies are."""
    owner = scope.parent
    if owner is None or not isinstance(owner.node, facts.Class):
        return False
    ours, _ = project.bases(FirstPartyClass(owner, owner.node))
    return any(_SERVES in each.scope.bindings for each in ours)


def is_handed_over(project: Project, scope: Scope) -> bool:
    """Whether a function is given to something, so that its signature is somebody else's wish."""
    return any(use.given_to is not None and use.call is None for use in project.uses.of(scope))


def _hands_over(project: Project, use: Use) -> bool:
    """Whether what is named is given to a framework to be called."""
    if use.given_to is None or use.call is not None:
        return False
    match project.value(use.given_to.function, use.scope):
        case External(name) | Member(name, _):
            return http.is_framework(name) or name in requests.load().dependencies
        case _:
            return False


def is_hooked_in(project: Project, scope: Scope) -> bool:
    """Whether a method has its parameters from a base class, or may have."""
    owner = scope.parent
    if owner is None or not isinstance(owner.node, facts.Class):
        return False
    ours, outside = project.bases(FirstPartyClass(owner, owner.node))
    written = sum(1 for each in ours for base in each.node.bases if not base.keyword)
    return (
        len(ours) - 1 + len(outside) < written
        or not all(map(_is_plain, outside))
        or any(scope.name.rpartition(".")[2] in each.scope.bindings for each in ours[1:])
    )


def _is_plain(base: str) -> bool:
    """Whether a class from outside calls no methods of those that derive from it."""
    return base.partition(".")[0] in _PLAIN or base.startswith("django.db.")
