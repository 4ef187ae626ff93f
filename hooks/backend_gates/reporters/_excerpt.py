"""Source lines with a span underlined, as a terminal shows them."""

from collections.abc import Iterator, Sequence

from backend_gates.model import Span
from backend_gates.reporters._words import printable

_TAB = "    "
_HEAD = 3  # lines shown of a long span before the gap
_TAIL = 1  # and after it


def excerpt(span: Span, source: Sequence[str]) -> list[str]:
    """Show the span's lines, numbered and underlined; none when the file no longer has them."""
    numbers = _shown(span, len(source))
    if not numbers:
        return []
    gutter = len(str(numbers[-1]))
    bar = " " * gutter + " |"
    rows = [bar]
    for previous, number in zip([numbers[0] - 1, *numbers], numbers, strict=False):
        if number != previous + 1:
            rows.append("." * gutter + " |")
        line = source[number - 1]
        rows.append(f"{number:>{gutter}} | {_display(line)}".rstrip())
        if line.strip() or number == span.line:
            rows.append(f"{bar} {_underline(line, *_columns(span, number, line))}")
    return rows


def _shown(span: Span, length: int) -> list[int]:
    last = min(_last_line(span), length)
    numbers = list(range(max(span.line, 1), last + 1))
    if len(numbers) <= _HEAD + _TAIL + 1:
        return numbers
    return numbers[:_HEAD] + numbers[-_TAIL:]


def _last_line(span: Span) -> int:
    ends_before_text = span.end_column <= 1 and span.end_line > span.line
    return span.end_line - 1 if ends_before_text else span.end_line


def _columns(span: Span, number: int, line: str) -> tuple[int, int]:
    """Find the part of a line that the span covers, from 0, without the indent of inner lines."""
    indent = len(line) - len(line.lstrip())
    start = span.column - 1 if number == span.line else indent
    end = span.end_column - 1 if number == span.end_line else len(line.rstrip())
    return start, end


def _underline(line: str, start: int, end: int) -> str:
    before = _width(_display(line[:start])) + max(start - len(line), 0)
    return " " * before + "^" * max(_width(_display(line[start:end])), 1)


def _display(line: str) -> str:
    return "".join(_pieces(line)) if not line.isprintable() else line


def _pieces(line: str) -> Iterator[str]:
    return (_TAB if char == "\t" else printable(char) for char in line)


def _width(text: str) -> int:
    """How many cells of a terminal the text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # noqa: PLC0415  rarely needed

    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in {"W", "F"} else 1 for char in text
    )
