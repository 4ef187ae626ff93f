"""Sentences about lists of things."""

from collections.abc import Iterable

_SHOWN_LINES = 3


def joined(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def lines(numbers: Iterable[int]) -> str:
    """`line 3`, `lines 3, 5`; of many lines the first few."""
    found = sorted(set(numbers))
    shown = ", ".join(str(number) for number in found[:_SHOWN_LINES])
    more = ", …" if len(found) > _SHOWN_LINES else ""
    return f"line{'s' if len(found) > 1 else ''} {shown}{more}"
