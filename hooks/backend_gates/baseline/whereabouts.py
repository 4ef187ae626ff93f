"""Which entries a run can judge: those of the files that it looked at, or that are gone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.baseline.renames import fates

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from backend_gates.baseline.entries import Entry


class Reach(NamedTuple):
    """The files that a run looked at, and the folders of which it looked at all."""

    files: frozenset[str]
    folders: tuple[str, ...]

    @classmethod
    def of(cls, names: Sequence[str]) -> Reach:
        """Tell files from folders; no names stand for the working directory."""
        whole = [os.path.abspath(name) for name in names or (os.curdir,)]  # noqa: PTH100  text
        folders = [name for name in whole if os.path.isdir(name)]  # noqa: PTH112  likewise
        return cls(frozenset(whole), tuple(os.path.join(name, "") for name in folders))  # noqa: PTH118  likewise

    def holds(self, path: str) -> bool:
        """Say whether the run looked at an absolute path."""
        return path in self.files or path.startswith(self.folders)


class Whereabouts(NamedTuple):
    """What became of the files that are no longer where a baseline in `folder` has them.

    `fates` has the new path of a renamed file, None for a deleted one, the old path for one that
    git still has although it isn't there.
    """

    folder: str
    gone: frozenset[str]
    fates: Mapping[str, str | None]

    @classmethod
    def of(cls, paths: Iterable[str], folder: Path) -> Whereabouts:
        """Look which of the paths are gone, and ask git about those alone."""
        base = os.path.abspath(folder)  # noqa: PTH100  text
        here = {path: _normal(base, path) for path in paths}
        gone = {path: place for path, place in here.items() if not os.path.lexists(place)}
        names = {os.path.relpath(place): path for path, place in gone.items()}
        known = fates(names) if names else {}
        found = {names[name]: _seen_from(base, fate) for name, fate in known.items()}
        return cls(base, frozenset(gone), found)

    @property
    def renamed(self) -> dict[str, str]:
        """The new path for each that has one."""
        return {old: new for old, new in self.fates.items() if new and new != old}

    def moved(self, entries: Iterable[Entry]) -> dict[Entry, Entry]:
        """For each entry that follows its file what it becomes."""
        renamed = self.renamed
        found = (entry for entry in entries if entry.path in renamed)
        return {entry: entry._replace(path=renamed[entry.path]) for entry in found}

    def judged(self, entries: Collection[Entry], reach: Reach) -> frozenset[Entry]:
        """The entries that nothing is found for, although it was looked for."""
        paths = {entry.path for entry in entries}
        mended = {path for path in paths if self._was_looked_at(path, reach)}
        return frozenset(entry for entry in entries if entry.path in mended)

    def _was_looked_at(self, path: str, reach: Reach) -> bool:
        if path not in self.gone:
            return reach.holds(_normal(self.folder, path))
        if path not in self.fates:
            return reach.holds(_normal(self.folder, path))
        new = self.fates[path]
        if new is None:
            return True
        return new != path and reach.holds(_normal(self.folder, new))


def _normal(folder: str, path: str) -> str:
    return os.path.normpath(os.path.join(folder, path))  # noqa: PTH118  text


def _seen_from(folder: str, path: str | None) -> str | None:
    return path and os.path.relpath(path, folder).replace(os.sep, "/")
