"""Where in a file something stands that facts don't hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.syntax import facts

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from msgspec import Struct


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


def docstring(function: Struct, lines: Sequence[str]) -> Sequence[str]:
    """The lines of a file, as text, that describe a function; none where nothing does."""
    match function:
        case facts.Function(body=(facts.Evaluate(value=facts.Literal(kind="str") as text), *_)):
            return lines[text.line - 1 : text.end_line]
        case _:
            return ()
