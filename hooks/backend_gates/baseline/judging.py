"""Compares a report with the baseline, and brings the file up to date."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.baseline import notes
from backend_gates.baseline.book import Change, change, entries_of
from backend_gates.baseline.gate import Settled
from backend_gates.baseline.matching import followed, matched, numbered
from backend_gates.baseline.places import keys_of
from backend_gates.baseline.whereabouts import Reach, Whereabouts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_gates.baseline.entries import Entry
    from backend_gates.baseline.matching import Match
    from backend_gates.baseline.wishes import Wish
    from backend_gates.model import Report


class _Comparison(NamedTuple):
    """A report beside the hook's entries: `keys` are those of the findings, in their order."""

    found: Report
    keys: tuple[Entry, ...]
    own: tuple[Entry, ...]
    match: Match
    places: Whereabouts

    @property
    def new(self) -> Report:
        """The report without what is known."""
        pairs = zip(self.found.findings, self.match.known, strict=True)
        return self.found._replace(findings=tuple(each for each, entry in pairs if entry is None))


def settled(
    wish: Wish, hook_id: str, found: Report, rules: Sequence[str], looked_at: Sequence[str]
) -> Settled:
    """See `gate.settle`; `rules` has the rule of each finding."""
    file, folder = wish.file, Path(os.path.realpath(wish.file.parent))
    own = entries_of(hook_id, file, may_be_new=wish.grow)
    names = (hook_id if rule in {hook_id, ""} else f"{hook_id}/{rule}" for rule in rules)
    keys = tuple(keys_of(found.findings, names, folder))
    compared = _compared(found, keys, own, folder)
    if found.failures:
        return Settled(compared.new, notes.left_alone(wish))
    mended = compared.places.judged(compared.match.left, Reach.of(looked_at))
    moved = compared.places.moved(entry for entry in own if entry not in mended)
    if wish.writes:
        return _written(wish, compared, Change(mended, (), moved))
    told = notes.outdated(file, hook_id, mended, moved)
    return Settled(compared.new, told, wish.strict and bool(mended))


def _compared(
    found: Report, keys: tuple[Entry, ...], own: tuple[Entry, ...], folder: Path
) -> _Comparison:
    match = matched(keys, own)
    places = Whereabouts.of({entry.path for entry in match.left}, folder)
    return _Comparison(found, keys, own, followed(match, keys, places.renamed), places)


def _written(wish: Wish, compared: _Comparison, wanted: Change) -> Settled:
    left = compared.new
    if wish.grow:
        wanted = wanted._replace(added=_added(compared, wanted))
        left = left._replace(findings=())
    change(wish.file, wanted, whole=wish.grow)
    return Settled(left, notes.changed(wish.file, wanted))


def _added(compared: _Comparison, wanted: Change) -> tuple[Entry, ...]:
    known = compared.match.known
    new = (key for key, entry in zip(compared.keys, known, strict=True) if entry is None)
    return numbered(new, {wanted.moved.get(entry, entry) for entry in known if entry})
