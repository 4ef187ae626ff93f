"""What the user is told of a baseline, one line each."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from backend_gates.baseline.entries import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from backend_gates.baseline.book import Change
    from backend_gates.baseline.entries import Entry
    from backend_gates.baseline.wishes import Wish

_NAMED = 10


def outdated(
    file: Path, hook_id: str, mended: Collection[Entry], moved: Mapping[Entry, Entry]
) -> tuple[str, ...]:
    """What a run found the baseline to be behind with."""
    if not mended and not moved:
        return ()
    parts = []
    if mended:
        parts.append(f"{_counted(len(mended))} of what is no longer found")
    if moved:
        parts.append(f"{_counted(len(moved))} of files that have another name now")
    way = f"bring it up to date with `backend-gates {hook_id} --update-baseline`"
    return (f"{_name(file)} has {' and '.join(parts)}: {way}", *_named(mended))


def changed(file: Path, change: Change) -> tuple[str, ...]:
    """What was done to the baseline."""
    counts = (
        (len(change.removed), "taken out"),
        (len(change.added), "taken in"),
        (len(change.moved), "moved with their files"),
    )
    parts = [f"{_counted(number)} {words}" for number, words in counts if number]
    return (f"{_name(file)}: {', '.join(parts)}",) if parts else ()


def left_alone(wish: Wish) -> tuple[str, ...]:
    """That the baseline was not written."""
    if not wish.writes:
        return ()
    return (f"{_name(wish.file)} is left as it is, because some files could not be checked",)


def _named(entries: Collection[Entry]) -> list[str]:
    shown = [f"  {_described(entry)}" for entry in sorted(entries)[:_NAMED]]
    more = len(entries) - len(shown)
    return [*shown, f"  and {more} more"] if more else shown


def _described(entry: Entry) -> str:
    rule = entry.id.partition("/")[2]
    parts = [quoted(entry.path), *([rule] if rule else [])]
    return ": ".join(parts) + (f" in {entry.scope}" if entry.scope else "")


def _counted(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _name(file: Path) -> str:
    return os.path.relpath(file).replace(os.sep, "/")
