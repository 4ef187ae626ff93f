"""Where in a file something stands, before it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re


def lines_with(pattern: re.Pattern[bytes], data: bytes) -> list[int]:
    """The numbers of the lines that something stands on, or starts on."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    found: dict[int, None] = {}
    line, counted = 1, 0
    for match in pattern.finditer(data):
        line += data.count(b"\n", counted, match.start())
        counted = match.start()
        found[line] = None
    return list(found)
