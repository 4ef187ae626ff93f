"""Applies edits to text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.syntax.source import line_end, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backend_gates.model import Edit, Fix, Span


def apply(text: str, fixes: Iterable[Fix]) -> str:
    """The text with the fixes in it.

    A fix that touches what an earlier one of the same call has changed is left out whole: it is
    found again in the new text. Edits that several fixes share, such as an import, are made once.
    Line ends in the edits become those of the text.
    """
    starts = line_starts(text)
    newline = line_end(text)
    taken: list[tuple[int, int, str]] = []
    for fix in fixes:
        edits = [_offsets(edit, starts, newline) for edit in fix.edits]
        new = [edit for edit in edits if edit not in taken]
        if not any(_overlap(edit, other) for edit in new for other in taken):
            taken += new
    for start, end, replacement in sorted(taken, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


def _offsets(edit: Edit, starts: list[int], newline: str) -> tuple[int, int, str]:
    start, end = _range(edit.span, starts)
    return start, end, edit.text.replace("\n", newline)


def _range(span: Span, starts: list[int]) -> tuple[int, int]:
    return (
        starts[span.line - 1] + span.column - 1,
        starts[span.end_line - 1] + span.end_column - 1,
    )


def _overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] == other[0] or one[0] < other[0] < one[1] or other[0] < one[0] < other[1]
    return one[0] < other[1] and other[0] < one[1]
