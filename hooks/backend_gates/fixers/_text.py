"""A file's text by offsets, and edits of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.model import Edit, Span
from backend_gates.syntax.source import line_starts

if TYPE_CHECKING:
    from backend_gates.syntax import facts

_BEFORE_OPENING = re.compile(r"(?:[\s\\)]|#[^\r\n]*)*\(")
_LINE = re.compile(r"[^\r\n]*")
_INDENT = re.compile(r"[ \t\f]*")


class Text(NamedTuple):
    """A text and the offset at which each of its lines starts."""

    text: str
    starts: list[int]

    def range(self, node: facts.Node) -> tuple[int, int]:
        """Where a node starts and ends."""
        return self._offset(node.line, node.column), self._offset(node.end_line, node.end_column)

    def edit(self, start: int, end: int, replacement: str) -> Edit:
        """Replace what stands between two offsets."""
        return Edit(Span(*self._place(start), *self._place(end)), replacement)

    def add_below(self, line: int, added: str) -> Edit:
        """Put a line below another, at the end of the text too."""
        found = _LINE.match(self.text, self.starts[line - 1])
        end = found.end() if found else len(self.text)
        return self.edit(end, end, f"\n{added}")

    def indent(self, line: int) -> str:
        """The white space that a line begins with."""
        found = _INDENT.match(self.text, self.starts[line - 1])
        return found[0] if found else ""

    def opening(self, call: facts.Call) -> int | None:
        """The offset of the bracket that opens a call's arguments."""
        found = _BEFORE_OPENING.match(self.text, self.range(call.function)[1])
        return found.end() - 1 if found else None

    def _offset(self, line: int, column: int) -> int:
        return self.starts[line - 1] + column - 1

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def text_of(text: str) -> Text:
    """The text with its lines found."""
    return Text(text, line_starts(text)[:-1])
