"""Lowers LibCST's strings to facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import libcst as cst

from backend_gates.syntax import facts
from backend_gates.syntax.literals import text_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backend_gates.syntax.cst_expressions import ExpressionLowering, Fields, Node


def string(walk: ExpressionLowering, node: Node) -> Fields:
    """Lower one string, or several that stand side by side."""
    parts: list[Node] = []
    while type(node) is cst.ConcatenatedString:
        parts.append(node.left)
        node = node.right
    parts.append(node)
    if all(type(part) is cst.SimpleString for part in parts):
        return _plain(walk, parts)
    return facts.FormattedString, _formatted(walk, parts)


def _plain(walk: ExpressionLowering, parts: Sequence[cst.SimpleString]) -> Fields:
    values: list[Any] = [value_of(walk.take(part.value)) for part in parts]
    value = values[0] if len(values) == 1 else type(values[0])().join(values)
    return facts.Literal, type(value).__name__, text_of(value)


def _formatted(walk: ExpressionLowering, parts: Sequence[Any]) -> tuple[facts.Expression, ...]:
    """The outermost string is read twice: its values carry its place, which is known at its end."""
    if walk.string is None:
        start = walk.next()
        walk.string = walk.place(start)
        _interpolated(walk, parts)
        walk.string = walk.place(start)
        walk.offset = start
        values = _interpolated(walk, parts)
        walk.string = None
    else:
        values = _interpolated(walk, parts)
    return tuple(values)


def _interpolated(walk: ExpressionLowering, parts: Sequence[Any]) -> list[facts.Expression]:
    values = []
    for part in parts:
        if type(part) is cst.SimpleString:
            walk.take(part.value)
        else:
            walk.take(part.start)
            values += _content(walk, part.parts)
            walk.take_here(part.end)
    return values


def _content(walk: ExpressionLowering, content: Iterable[Any]) -> list[facts.Expression]:
    values = []
    for part in content:
        if isinstance(part, cst.FormattedStringText | cst.TemplatedStringText):
            walk.take_here(part.value)
            continue
        values.append(walk.after("{", part.expression))
        if part.equal is not None:
            walk.take("=")
        if part.conversion is not None:
            walk.take("!")
            walk.take(part.conversion)
        if part.format_spec is not None:
            walk.take(":")
            values += _content(walk, part.format_spec)
        walk.take("}")
    return values
