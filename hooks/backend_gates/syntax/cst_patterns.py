"""Lowers the patterns of a `match` that LibCST reads: the names they bind, the values they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Callable

    from backend_gates.syntax import facts
    from backend_gates.syntax.cst_expressions import ExpressionLowering, Node


def lower_pattern(
    walk: ExpressionLowering, pattern: cst.MatchPattern
) -> tuple[tuple[str, ...], tuple[facts.Expression, ...]]:
    """Take a pattern; its names are sorted, its values in source order."""
    found = _Pattern(walk)
    found.take(pattern)
    return tuple(sorted(set(found.names))), tuple(found.values)


class _Pattern:
    def __init__(self, walk: ExpressionLowering) -> None:
        self.walk = walk
        self.names: list[str] = []
        self.values: list[facts.Expression] = []

    def take(self, node: Node) -> None:
        if isinstance(node, cst.MatchValue):
            self.values.append(self.walk.expression(node.value))
            return
        parentheses = node.lpar if not isinstance(node, cst.MatchSingleton) else node.value.lpar
        for _ in parentheses:
            self.walk.take("(")
        _PATTERNS[type(node)](self, node)
        for _ in parentheses:
            self.walk.take(")")

    def bind(self, name: cst.Name | None) -> None:
        if name is None:
            self.walk.take("_")
        else:
            self.names.append(self.walk.name(name))


def _singleton(found: _Pattern, node: cst.MatchSingleton) -> None:
    found.walk.take(node.value.value)


def _sequence(found: _Pattern, node: cst.MatchSequence) -> None:
    has_brackets = isinstance(node, cst.MatchList) and node.lbracket is not None
    if has_brackets:
        found.walk.take("[")
    for element in node.patterns:
        if isinstance(element, cst.MatchStar):
            found.walk.take("*")
            found.bind(element.name)
        else:
            found.take(element.value)
        found.walk.try_take(",")
    if has_brackets:
        found.walk.take("]")


def _mapping(found: _Pattern, node: cst.MatchMapping) -> None:
    found.walk.take("{")
    for element in node.elements:
        found.values.append(found.walk.expression(element.key))
        found.walk.take(":")
        found.take(element.pattern)
        found.walk.try_take(",")
    if node.rest is not None:
        found.walk.take("**")
        found.bind(node.rest)
        found.walk.try_take(",")
    found.walk.take("}")


def _class(found: _Pattern, node: cst.MatchClass) -> None:
    found.values.append(found.walk.expression(node.cls))
    found.walk.take("(")
    for positional in node.patterns:
        found.take(positional.value)
        found.walk.try_take(",")
    for keyword in node.kwds:
        found.walk.take(keyword.key.value)
        found.walk.take("=")
        found.take(keyword.pattern)
        found.walk.try_take(",")
    found.walk.take(")")


def _as(found: _Pattern, node: cst.MatchAs) -> None:
    if node.pattern is not None:
        found.take(node.pattern)
        found.walk.take("as")
    found.bind(node.name)


def _or(found: _Pattern, node: cst.MatchOr) -> None:
    for element in node.patterns:
        found.take(element.pattern)
        found.walk.try_take("|")


_PATTERNS: dict[type[cst.CSTNode], Callable[[_Pattern, Node], None]] = {
    cst.MatchSingleton: _singleton,
    cst.MatchList: _sequence,
    cst.MatchTuple: _sequence,
    cst.MatchMapping: _mapping,
    cst.MatchClass: _class,
    cst.MatchAs: _as,
    cst.MatchOr: _or,
}
