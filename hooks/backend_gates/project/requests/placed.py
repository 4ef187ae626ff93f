"""The nodes below a scope, with the scopes that their names are looked up in."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from backend_gates.syntax import facts, walking
from backend_gates.syntax.pieces import first_node

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from msgspec import Struct

    from backend_gates.project.resolution.scopes import Scope

Kind = TypeVar("Kind", bound="Struct")


@cache
def within(function: Scope) -> Sequence[tuple[Struct, Scope]]:
    """All nodes in the body of a function; walked once, as many checks look through it."""
    return placed(function)


def own_nodes(function: Scope) -> list[Struct]:
    """Those of them that run when the body runs, and what stands around functions in it."""
    return [node for node, scope in within(function) if running(scope) is function]


@cache
def calls(scope: Scope) -> Sequence[tuple[facts.Call, Scope]]:
    """The calls in a file, class or function; looked for once, too."""
    if isinstance(scope.node, facts.Function):
        return [(node, inner) for node, inner in within(scope) if isinstance(node, facts.Call)]
    return placed(scope, facts.Call)


def running(scope: Scope) -> Scope:
    """The scope that a comprehension runs in."""
    while isinstance(scope.node, facts.Comprehension) and scope.parent is not None:
        scope = scope.parent
    return scope


def placed(
    scope: Scope, *kinds: type[Kind], lines: Sequence[int] | None = None
) -> list[tuple[Kind, Scope]]:
    """The nodes of some kinds, or all, in the body of a file, class or function and of those in it.

    They come in source order. With `lines`, which are sorted, only statements that have one of them
    are looked into.
    """
    node = scope.node
    body = node.body if isinstance(node, facts.Module | facts.Class | facts.Function) else ()
    found: list[tuple[Kind, Scope]] = []
    _find(found, body, scope, kinds, lines)
    return found


def _find(
    found: list[tuple[Kind, Scope]],
    nodes: Sequence[Struct],
    scope: Scope,
    kinds: Collection[type[Kind]],
    lines: Sequence[int] | None,
) -> None:
    """Add those among and below some nodes that stand in a scope."""
    stack: list[Any] = [*reversed(nodes)]
    while stack:
        current = stack.pop()
        kind = type(current)
        if lines is not None and kind in walking.STATEMENTS and not _has_any(current, lines):
            continue
        if not kinds or kind in kinds:
            found.append((current, scope))
        if kind in walking.LEAVES:
            continue
        if kind in _OPENING:
            around, inside = _parts(current)
            _find(found, around, scope, kinds, lines)
            _find(found, inside, scope.child(current), kinds, lines)
        else:
            stack += walking.BACKWARDS[kind](current)


_OPENING = {facts.Function, facts.Class, facts.Lambda, facts.Comprehension}


def _has_any(statement: facts.Statement, lines: Sequence[int]) -> bool:
    at = bisect_left(lines, first_node(statement).line)
    return at < len(lines) and lines[at] <= statement.end_line


def _parts(node: Struct) -> tuple[Sequence[Struct], Sequence[Struct]]:
    """What stands around the names of its own that something has, and what among them."""
    inside = walking.children(node)
    if not isinstance(node, facts.Function | facts.Class):
        return (), inside
    around = len(inside) - len(node.body)
    return inside[:around], node.body
