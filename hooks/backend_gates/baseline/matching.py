"""Which findings a baseline knows, and which of its entries nothing is found for any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from backend_gates.baseline.entries import Entry


class Match(NamedTuple):
    """For each finding the entry that knows it, None for a new one; and the entries left over."""

    known: tuple[Entry | None, ...]
    left: tuple[Entry, ...]


def matched(keys: Sequence[Entry], entries: Iterable[Entry]) -> Match:
    """Give each finding, by its key, one of the entries with this key, the lowest number first."""
    free: dict[Entry, list[Entry]] = {}
    for entry in entries:
        free.setdefault(entry.key, []).append(entry)
    for equal in free.values():
        equal.sort(reverse=True)
    known = tuple(free[key].pop() if free.get(key) else None for key in keys)
    return Match(known, tuple(entry for rest in free.values() for entry in rest))


def followed(match: Match, keys: Sequence[Entry], new_paths: Mapping[str, str]) -> Match:
    """The match, once entries have followed their files to other paths."""
    movable = {
        entry._replace(path=new_paths[entry.path]): entry
        for entry in match.left
        if entry.path in new_paths
    }
    waiting = [place for place, entry in enumerate(match.known) if entry is None]
    second = matched([keys[place] for place in waiting], movable)
    known = list(match.known)
    for place, entry in zip(waiting, second.known, strict=True):
        known[place] = movable[entry] if entry else None
    taken = {entry for entry in known if entry}
    return Match(tuple(known), tuple(entry for entry in match.left if entry not in taken))


def numbered(keys: Iterable[Entry], entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries for new findings: each gets the lowest number that its equals leave free."""
    taken = set(entries)
    made: list[Entry] = []
    for key in keys:
        number = 1
        while key._replace(number=number) in taken:
            number += 1
        made.append(key._replace(number=number))
        taken.add(made[-1])
    return tuple(made)
