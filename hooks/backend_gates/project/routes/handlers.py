"""Which functions are route handlers, and where that is said."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import frameworks
from backend_gates.catalogue.frameworks import EVERY_METHOD, is_of
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.project.routes.handler_registrations import registered
from backend_gates.project.routes.routers import by_decorator, class_names
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.catalogue.frameworks import Frameworks, View
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

__all__ = ["Handler", "class_names", "handlers"]


class Handler(NamedTuple):
    """A function that answers requests; `scope` is its body's.

    `kind` is http, websocket, rpc or tool. `place` is the decorator, the class or the call that
    makes it one, in the file at `path`. `framework` is empty for a receiver of which nothing but
    its name is known.
    """

    scope: Scope
    function: facts.Function
    framework: str
    kind: str
    path: str
    place: facts.Node


def handlers(project: Project, module: Scope) -> Iterator[Handler]:
    """The route handlers that are defined in a module, in source order."""
    known = frameworks.load()
    own = tuple(functions(module))
    by_calls = _registered(project, module, own)
    for scope in own:
        if isinstance(scope.node, facts.Function) and scope.parent is not None:
            found = _decorated(project, scope, scope.node, scope.parent, known)
            found = found or _viewed(project, scope, scope.node, scope.parent)
            found = found or by_calls.get(id(scope))
            if found is not None:
                yield found


def _decorated(
    project: Project, scope: Scope, function: facts.Function, outer: Scope, known: Frameworks
) -> Handler | None:
    for decorator in function.decorators:
        found = by_decorator(project, decorator, outer, known)
        if found is not None:
            return Handler(scope, function, *found, scope.path, decorator)
    return None


def _viewed(
    project: Project, scope: Scope, function: facts.Function, owner: Scope
) -> Handler | None:
    if not isinstance(owner.node, facts.Class) or not owner.node.bases:
        return None
    tables = _views(function.name)
    if not tables:
        return None
    ours, outside = project.bases(FirstPartyClass(owner, owner.node))
    bases = [*outside, *(f"{own.scope.module}.{own.node.name}" for own in ours[1:])]
    for table in tables:
        if any(is_of(base, table.package, table.classes) for base in bases):
            place = owner.node
            return Handler(scope, function, table.framework, table.kind, scope.path, place)
    return None


@cache
def _views(method: str) -> list[View]:
    """The kinds of views that answer requests by a method of that name."""
    return [table for table in frameworks.load().views if _answers(method, table.methods)]


def _answers(name: str, methods: frozenset[str]) -> bool:
    return name in methods or (EVERY_METHOD in methods and not name.startswith("_"))


def _registered(project: Project, module: Scope, own: Iterable[Scope]) -> dict[int, Handler]:
    """The functions of `module` that a call registers, by the identity of their scopes."""
    names = {scope.name.rpartition(".")[2] for scope in own}
    found: dict[int, Handler] = {}
    for scope, framework, kind, path, place in registered(project, module, names):
        if isinstance(scope.node, facts.Function):
            handler = Handler(scope, scope.node, framework, kind, path, place)
            found.setdefault(id(scope), handler)
    return found
