"""The nodes below a scope, with the scopes that their names are looked up in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from backend_gates.project.resolution.scopes import Scope
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgspec import Struct

Kind = TypeVar("Kind", bound="Struct")


@cache
def calls(scope: Scope) -> Sequence[tuple[facts.Call, Scope]]:
    """The calls in a file, class or function; looked for once, as many checks ask."""
    return placed(scope, facts.Call)


def placed(scope: Scope, *kinds: type[Kind]) -> list[tuple[Kind, Scope]]:
    """The nodes of some kinds in the body of a file, class or function and of those in it.

    They come in source order.
    """
    node = scope.node
    body = node.body if isinstance(node, facts.Module | facts.Class | facts.Function) else ()
    return below(body, scope, *kinds)


def below(nodes: Sequence[Struct], scope: Scope, *kinds: type[Kind]) -> list[tuple[Kind, Scope]]:
    """Those among and below some nodes that stand in a scope."""
    found: list[tuple[Kind, Scope]] = []
    stack: list[Any] = [*reversed(nodes)]  # nodes, and the scopes that those below them stand in
    while stack:
        current = stack.pop()
        kind = type(current)
        if kind in kinds:
            found.append((current, scope))
        if kind in walking.LEAVES:
            continue
        if kind in _OPENING:
            around, inside = parts(current)
            stack += (scope, *reversed(inside), scope.child(current), *reversed(around))
        elif kind is Scope:
            scope = current
        else:
            stack += walking.children(current)[::-1]
    return found


_OPENING = {facts.Function, facts.Class, facts.Lambda, facts.Comprehension}


def parts(node: Struct) -> tuple[Sequence[Struct], Sequence[Struct]]:
    """What stands around the names of its own that something has, and what among them."""
    inside = walking.children(node)
    if not isinstance(node, facts.Function | facts.Class):
        return (), inside
    around = len(inside) - len(node.body)
    return inside[:around], node.body
