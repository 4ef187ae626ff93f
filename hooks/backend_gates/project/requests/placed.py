"""Every node below a scope, with the scope that its names are looked up in."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from backend_gates.project.resolution.scopes import Scope

Placed: TypeAlias = "tuple[Struct, Scope]"

_OPENING = {facts.Function, facts.Class, facts.Lambda, facts.Comprehension}


def placed(scope: Scope) -> Iterator[Placed]:
    """All nodes in the body of a file, class or function and of those in it, in source order."""
    node = scope.node
    body = node.body if isinstance(node, facts.Module | facts.Class | facts.Function) else ()
    stack: list[Placed] = [(each, scope) for each in reversed(body)]
    while stack:
        current, inner = stack.pop()
        yield current, inner
        kind = type(current)
        if kind in _OPENING:
            stack += reversed(_inside(current, inner))
        elif kind not in walking.LEAVES:
            stack += [(child, inner) for child in reversed(walking.children(current))]


def _inside(node: Struct, scope: Scope) -> list[Placed]:
    """What stands in something with names of its own: decorators and the like stand outside."""
    match node:
        case facts.Function() | facts.Class():
            body, inner = set(map(id, node.body)), scope.child(node)
        case facts.Lambda() | facts.Comprehension():
            body, inner = set(map(id, walking.children(node))), scope.child(node)
        case _:
            body, inner = set(), scope
    return [(each, inner if id(each) in body else scope) for each in walking.children(node)]
