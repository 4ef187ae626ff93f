"""Every node below a scope, with the scope that its names are looked up in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from backend_gates.project.scopes import Scope


class Placed(NamedTuple):
    """A node and its scope."""

    node: Struct
    scope: Scope


def placed(scope: Scope) -> Iterator[Placed]:
    """All nodes in the body of a file, class or function and of those in it, in source order."""
    node = scope.node
    body = node.body if isinstance(node, facts.Module | facts.Class | facts.Function) else ()
    stack = [Placed(each, scope) for each in reversed(body)]
    while stack:
        current = stack.pop()
        yield current
        stack += reversed(_inside(*current))


def _inside(node: Struct, scope: Scope) -> list[Placed]:
    match node:
        case facts.Function() | facts.Class():
            body = set(map(id, node.body))
            inner = scope.child(node)
            return [
                Placed(child, inner if id(child) in body else scope)
                for child in walking.children(node)
            ]
        case facts.Lambda() | facts.Comprehension():
            inner = scope.child(node)
            return [Placed(child, inner) for child in walking.children(node)]
        case _:
            return [Placed(child, scope) for child in walking.children(node)]
