"""Every node below a scope, with the scope that its names are looked up in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msgspec import Struct

    from backend_gates.project.resolution.scopes import Scope

Placed: TypeAlias = "tuple[Struct, Scope]"

_OPENING = {facts.Function, facts.Class, facts.Lambda, facts.Comprehension}


@cache
def calls(module: Scope) -> Sequence[tuple[facts.Call, Scope]]:
    """The calls in a file, in source order; looked for once, as many checks ask."""
    below = placed(module, but=walking.LEAVES)
    return tuple((node, scope) for node, scope in below if isinstance(node, facts.Call))


def placed(scope: Scope, but: frozenset[type[Struct]] = frozenset()) -> Iterator[Placed]:
    """All nodes in the body of a file, class or function and of those in it, in source order.

    Nodes of the kinds `but`, which hold no others, are left out.
    """
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
            inside = walking.children(current)
            stack += [(each, inner) for each in reversed(inside) if type(each) not in but]


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
