"""Keeps which functions run which, from one run of the program to the next."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from backend_gates.own_files import own_files
from backend_gates.project.consulted import EVERYTHING, THE_LIST
from backend_gates.project.reading import cache_folder
from backend_gates.project.reading.facts_cache import digest_of
from backend_gates.project.reading.facts_file import Seen
from backend_gates.project.running import call_file
from backend_gates.project.running.call_merging import Fresh, merged
from backend_gates.project.running.old_calls import OldCalls
from backend_gates.project.running.runs import Entries, Entry, Next
from backend_gates.stamp import stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from backend_gates.project.consulted import Consulted
    from backend_gates.project.reading.archive import Archive
    from backend_gates.project.running.run_names import Position
    from backend_gates.project.running.runs import Run

_PREFIX = "calls-"
_MOST = 4  # settings that are kept side by side
_UNKNOWN = Seen(b"", b"", b"")
_OUTDATED = 50  # stamps, beyond which to look at what the files hold takes too long each time


class KeptCalls:
    """What is known of a project's functions; `about` tells what else the answers depend on."""

    def __init__(
        self, archive: Archive, consulted: Consulted, about: object, *, is_used: bool
    ) -> None:
        self._archive = archive
        self._consulted = consulted
        self._is_used = is_used
        self._name = f"{_PREFIX}{_version(about)}"
        self._steps: dict[Run, tuple[Next, int]] = {}
        self._entries: dict[str, Entries] = {}
        self._read: dict[str, Entries] = {}
        self._screened: dict[str, Seen] = {}
        self._translated: dict[int, int] = {}

    def next(self, run: Run) -> Next | None:
        """What a run does; None when that isn't known, or may have changed."""
        step = self._old.steps.get(run)
        return None if step is None else Next(step.waits, self._old.runs(step.runs))

    def keep(self, run: Run, found: Next, sources: int) -> None:
        """Remember what a run does."""
        paths = (run.path,) if run.receiver is None else (run.path, run.receiver[0])
        sources |= self._names(paths)
        if self._is_used and _can_be_kept((run, *found.runs), sources):
            self._steps[run] = (found, sources)

    def apart_from(self, own: Collection[str]) -> frozenset[str]:
        """The files of which it is known that the loop runs nothing that leads to the own files."""
        return self._old.apart_from(own)

    def entries(self, path: str) -> Entries:
        """What the loop runs from a file, as far as that is known."""
        if path in self._entries:
            return self._entries[path]
        if path not in self._read:
            self._read[path] = self._entries_of(path)
        return self._read[path]

    def keep_entries(self, path: str, found: Mapping[Position, Entry], sources: int) -> None:
        """Remember what the loop runs from a file."""
        sources |= self._whole([path])
        if self._is_used and _can_be_kept((), sources):
            names = self._names([path])
            kept = {position: _kept(entry, names) for position, entry in found.items()}
            self._entries[path] = Entries(kept, sources)

    def keep_empty(self, path: str, data: bytes) -> None:
        """Remember that the loop runs nothing of a file, which holds this."""
        own = self._whole([path])
        if self._is_used and _can_be_kept((), own):
            self._entries[path] = Entries({}, own)
            self._screened[path] = Seen(b"", digest_of(data), b"")

    def save(self) -> None:
        """Write what is known, if there is anything new."""
        is_new = bool(self._steps or self._entries) or self._is_outdated()
        folder = cache_folder.make(self._archive.root) if self._is_used and is_new else None
        if folder is not None:
            known = {files: number for number, files in self._translated.items()}
            fresh = Fresh(self._steps, self._entries, known, self._consulted)
            content = merged(self._old, fresh, self._files())
            cache_folder.write(folder, self._name, call_file.parts(content))
            cache_folder.keep_newest(folder, _PREFIX, _MOST)

    def _is_outdated(self) -> bool:
        return self._is_used and len(self._old.changes.touched) > _OUTDATED

    def _whole(self, paths: Iterable[str]) -> int:
        """The files as `Consulted` has them; of one that isn't the project's nothing is kept."""
        return self._bits(paths, self._consulted.bit)

    def _names(self, paths: Iterable[str]) -> int:
        """Their names, likewise."""
        return self._bits(paths, self._consulted.name_bit)

    def _bits(self, paths: Iterable[str], bit: Callable[[str], int]) -> int:
        found = 0
        for path in paths:
            found |= bit(path) if path == THE_LIST or path in self._archive.paths else EVERYTHING
        return found

    @cached_property
    def _old(self) -> OldCalls:
        file = self._archive.root / cache_folder.NAME / self._name
        return OldCalls(
            self._archive, call_file.read(file) if self._is_used else call_file.nothing()
        )

    def _sources(self, number: int) -> int:
        """The files that answers come from, as `Consulted` has them."""
        found = self._translated.get(number)
        if found is None:
            sources, paths = self._old.content.sources[number], self._old.paths
            whole = self._whole(paths[each] for each in sources.whole)
            by_name = self._names(paths[each] for each in sources.by_name)
            found = self._translated[number] = whole | by_name
        return found

    def _entries_of(self, path: str) -> Entries:
        loop = self._old.loops.get(path)
        if loop is None:
            left = self._old.left(path).items()
            return Entries({place: self._entry(start) for place, start in left}, 0, listed=False)
        found = {(each.line, each.column): self._entry(each) for each in loop.starts}
        return Entries(found, self._sources(loop.sources))

    def _entry(self, start: call_file.Start) -> Entry | None:
        if not self._old.holds(start):
            return None
        return Entry(start.waits, self._old.runs(start.runs), self._sources(start.sources))

    def _files(self) -> dict[str, Seen]:
        """All files of the project with what they held when they were looked into."""
        old, changes = self._old.content.files, self._old.changes
        known = {path: changes.same.get(path, old[path]) for path in self._old.used - changes.paths}
        seen = self._archive.contents
        fresh = {path: self._seen(path, known) for path in {*seen, *self._screened}}
        files = known | fresh
        return {
            path: files.get(path, _UNKNOWN) for path in (THE_LIST, *sorted(self._archive.paths))
        }

    def _seen(self, path: str, known: Mapping[str, Seen]) -> Seen:
        """What a file held when it was looked into; unknown when it held several things."""
        looks = self._archive.contents.get(path), known.get(path), self._screened.get(path)
        found = [each for each in looks if each is not None]
        return found[0] if all(_agree(found[0], each) for each in found) else _UNKNOWN


def _kept(entry: Entry, own: int) -> Entry | None:
    """An entry as it is kept, which its own file is a source of; None when it cannot be."""
    is_kept = _can_be_kept(entry.runs, entry.sources)
    return entry._replace(sources=entry.sources | own) if is_kept else None


def _can_be_kept(runs: Iterable[Run], sources: int) -> bool:
    return not sources & EVERYTHING and not any(run.variant for run in runs)


def _agree(one: Seen, other: Seen) -> bool:
    return one.digest == other.digest or bool(one.facts and one.facts == other.facts)


def _version(about: object) -> str:
    """What answers depend on beside the files of the project."""
    seen = blake2b(repr((sys.version_info[:2], about)).encode(), digest_size=8)
    for file in sorted(own_files()):
        seen.update(os.fsencode(file) + stamp_of(file))
    return seen.hexdigest()
