"""Puts right where `ast` says that nodes stand: its columns count UTF-8, from 0."""

from __future__ import annotations

import ast
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from backend_gates.syntax.source import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeAlias

    Node: TypeAlias = Any  # a node that stands somewhere


def at(node: Node) -> tuple[int, int, int, int]:
    """The place of a node, as facts have it."""
    return node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1


def count_characters(tree: ast.AST, text: str) -> None:
    """Let the columns of all nodes count characters."""
    lines = enumerate(split_lines(text), 1)
    wide = {number: line.encode() for number, line in lines if not line.isascii()}
    for node in _standing_on(sorted(wide), tree):
        node.col_offset = _characters(wide.get(node.lineno), node.col_offset)
        node.end_col_offset = _characters(wide.get(node.end_lineno), node.end_col_offset)


def in_source_order(positional: Sequence[Node], keywords: Sequence[Node]) -> list[Node]:
    """Arguments as they are written: only a starred one can stand behind a keyword."""
    nodes = [*positional, *keywords]
    if keywords and positional and isinstance(positional[-1], ast.Starred):
        nodes.sort(key=at)
    return nodes


def move(tree: ast.AST, place: Node) -> None:
    """Let a node and all within it stand where another one does; arguments keep their order."""
    waiting: list[Node] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            node.args, node.keywords = in_source_order(node.args, node.keywords), []
        if hasattr(node, "lineno"):
            node.lineno, node.end_lineno = place.lineno, place.end_lineno
            node.col_offset, node.end_col_offset = place.col_offset, place.end_col_offset
        if not isinstance(node, ast.Name):
            waiting.extend(ast.iter_child_nodes(node))


def _standing_on(lines: list[int], tree: ast.AST) -> Iterator[Node]:
    """The nodes that have any of these lines."""
    waiting: list[Node] = [tree]
    while waiting:
        node = waiting.pop()
        if hasattr(node, "lineno"):
            next_line = bisect_left(lines, _first_line(node))
            if next_line == len(lines) or lines[next_line] > node.end_lineno:
                continue
            yield node
        waiting.extend(ast.iter_child_nodes(node))


def _first_line(node: Node) -> int:
    """Decorators stand above what they decorate."""
    decorators: list[Node] = getattr(node, "decorator_list", [])
    line: int = [*decorators, node][0].lineno
    return line


def _characters(line: bytes | None, offset: int) -> int:
    return offset if line is None else len(line[:offset].decode("utf-8", "replace"))
