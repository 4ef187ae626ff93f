"""Finds where LibCST's nodes stand, since they don't know it themselves.

A walk in source order tells the cursor each token that it meets. The cursor skips the white space
and comments before it, so the white space in LibCST's tree is never looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from backend_gates.syntax.source import UnreadableError, line_starts

if TYPE_CHECKING:
    from typing import TypeAlias

    Place: TypeAlias = tuple[int, int, int, int]

_SKIPPED = re.compile(r"(?:[ \t\f\r\n]+|\\\r?\n|\\\r|#[^\r\n]*)*")


class Cursor:
    """A position in a file's text that only moves forward."""

    def __init__(self, text: str) -> None:
        self.offset = 0
        self._text = text
        self._skip = _SKIPPED.match
        self._line_starts = line_starts(text)[:-1]

    def next(self) -> int:
        """Where the next token starts."""
        match = self._skip(self._text, self.offset)
        return self.offset if match is None else match.end()

    def take(self, token: str) -> str:
        """Move behind the next token, which is `token`."""
        return self._move(token, self.next())

    def take_here(self, token: str) -> str:
        """Move behind `token`, which follows at once."""
        return self._move(token, self.offset)

    def try_take(self, token: str) -> bool:
        """Move behind the next token if it is `token`."""
        start = self.next()
        is_next = self._text.startswith(token, start)
        if is_next:
            self.offset = start + len(token)
        return is_next

    def _move(self, token: str, start: int) -> str:
        if not self._text.startswith(token, start):
            raise UnreadableError(f"LibCST misplaces {token!r}", *self.point(start))
        self.offset = start + len(token)
        return token

    def point(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def place(self, start: int) -> Place:
        """From an offset to where the cursor is."""
        return *self.point(start), *self.point(self.offset)
