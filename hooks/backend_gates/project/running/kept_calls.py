"""Keeps which functions run which, from one run of the program to the next.

What was found out about a function holds for as long as no file changes that was looked into for
it, and no file comes or goes that one of those may mean.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import backend_gates
from backend_gates.content import content_of
from backend_gates.project.consulted import EVERYTHING, THE_LIST
from backend_gates.project.reading import cache_folder
from backend_gates.project.reading.facts_cache import digest_of
from backend_gates.project.reading.facts_file import Seen
from backend_gates.project.running import call_file
from backend_gates.project.running.came_or_went import affected
from backend_gates.project.running.runs import Next, Run
from backend_gates.stamp import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backend_gates.project.consulted import Consulted
    from backend_gates.project.reading.archive import Archive
    from backend_gates.project.running.run_names import Position

_PREFIX = "calls-"
_MOST = 4  # settings that are kept side by side
_UNKNOWN = Seen(b"", b"", b"")
_OUTDATED = 50  # stamps, beyond which to look at what the files hold takes too long each time


class Entry(NamedTuple):
    """What the loop runs from a place, and the files that this comes from.

    `waits` says whether something waits there itself.
    """

    waits: bool
    runs: tuple[Run, ...]
    sources: int


class Entries(NamedTuple):
    """All that the loop runs from a file; None where that may have changed."""

    at: Mapping[Position, Entry | None]
    sources: int


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
        self._screened: dict[str, Seen] = {}
        self._translated: dict[int, int] = {}
        self._is_new = False

    def next(self, run: Run) -> Next | None:
        """What a run does; None when that isn't known, or may have changed."""
        step = self._old_steps.get(run)
        return None if step is None else Next(step.waits, self._runs(step.runs))

    def keep(self, run: Run, found: Next, sources: int) -> None:
        """Remember what a run does."""
        paths = (run.path,) if run.receiver is None else (run.path, run.receiver[0])
        sources |= self._bits(paths)
        if self._is_used and _can_be_kept((run, *found.runs), sources):
            self._steps[run] = (found, sources)
            self._is_new = True

    def entries(self, path: str) -> Entries | None:
        """What the loop runs from a file; None when that isn't known."""
        if path not in self._entries:
            loop = self._old_loops.get(path)
            if loop is None or loop.sources in self._stale:
                return None
            found = {(each.line, each.column): self._entry(each) for each in loop.starts}
            self._entries[path] = Entries(found, self._sources(loop.sources))
        return self._entries[path]

    def keep_entries(self, path: str, found: Mapping[Position, Entry], sources: int) -> None:
        """Remember what the loop runs from a file."""
        own = self._bits([path])
        if self._is_used and _can_be_kept((), sources | own):
            self._entries[path] = Entries(
                {position: _kept(entry, own) for position, entry in found.items()}, sources | own
            )
            self._is_new = True

    def keep_empty(self, path: str, data: bytes) -> None:
        """Remember that the loop runs nothing of a file, which holds this."""
        own = self._bits([path])
        if self._is_used and _can_be_kept((), own):
            self._entries[path] = Entries({}, own)
            self._screened[path] = Seen(b"", digest_of(data), b"")
            self._is_new = True

    def save(self) -> None:
        """Write what is known, if there is anything new."""
        folder = None
        if self._is_used and self._is_new:
            folder = cache_folder.make(self._archive.root)
        if folder is not None:
            cache_folder.write(folder, self._name, call_file.parts(self._content()))
            cache_folder.keep_newest(folder, _PREFIX, _MOST)

    def _bits(self, paths: Iterable[str]) -> int:
        """The files as `Consulted` has them; of one that isn't the project's nothing is kept."""
        found = 0
        for path in paths:
            is_known = path == THE_LIST or path in self._archive.paths
            found |= self._consulted.bit(path) if is_known else EVERYTHING
        return found

    @cached_property
    def _old(self) -> call_file.Content:
        if not self._is_used:
            return call_file.nothing()
        return call_file.read(self._archive.root / cache_folder.NAME / self._name)

    @cached_property
    def _changed(self) -> frozenset[str]:
        """The files that are gone, that say something else, or that may mean other files."""
        before, now, root = self._old.files.copy(), self._archive.paths, self._archive.root
        before.pop(THE_LIST, None)
        start = os.path.join(root, "")  # noqa: PTH118  thousands of paths
        touched = [path for path, seen in before.items() if not _is_same(start + path, seen)]
        self._is_new |= len(touched) > _OUTDATED
        self._archive.prepare(touched)
        changed = {path for path in touched if not self._says_the_same(path)}
        if before.keys() != now:
            changed |= {THE_LIST, *(before.keys() - now), *affected(root, before.keys(), now)}
        return frozenset(changed)

    def _says_the_same(self, path: str) -> bool:
        """Whether a file that holds something else has the same facts, as with a new comment."""
        now = self._archive.seen(path)
        return now is not None and now.facts == self._old.files[path].facts

    def _sources(self, number: int) -> int:
        """The files that answers come from, as `Consulted` has them."""
        found = self._translated.get(number)
        if found is None:
            numbers = self._old.sources[number]
            found = self._translated[number] = self._bits(self._old_paths[each] for each in numbers)
        return found

    @cached_property
    def _old_paths(self) -> list[str]:
        return list(self._old.files)

    @cached_property
    def _stale(self) -> frozenset[int]:
        """The numbers of the sources among which a file has changed."""
        changed = {number for number, path in enumerate(self._old_paths) if path in self._changed}
        sources = enumerate(self._old.sources)
        return frozenset(number for number, files in sources if not changed.isdisjoint(files))

    @cached_property
    def _old_steps(self) -> dict[Run, call_file.Step]:
        runs, stale = self._old.runs, self._stale
        return {runs[step.run]: step for step in self._old.steps if step.sources not in stale}

    @cached_property
    def _old_loops(self) -> dict[str, call_file.Loop]:
        return {loop.path: loop for loop in self._old.loops}

    def _runs(self, numbers: Iterable[int]) -> tuple[Run, ...]:
        return tuple([self._old.runs[number] for number in numbers])

    def _entry(self, start: call_file.Start) -> Entry | None:
        if start.sources == call_file.NOTHING or start.sources in self._stale:
            return None
        return Entry(start.waits, self._runs(start.runs), self._sources(start.sources))

    def _content(self) -> call_file.Content:
        """What was known and still holds, and what is new."""
        steps = {
            run: (Next(step.waits, self._runs(step.runs)), self._sources(step.sources))
            for run, step in self._old_steps.items()
        }
        for path in self._old_loops:
            self.entries(path)
        files = {path: self._seen(path) for path in (THE_LIST, *sorted(self._archive.paths))}
        return packed(files, steps | self._steps, self._entries, self._consulted)

    def _seen(self, path: str) -> Seen:
        """What a file held when it was looked into; unknown when it held several things."""
        before = None if path in self._changed else self._old.files.get(path)
        looks = self._archive.contents.get(path), before, self._screened.get(path)
        found = [each for each in looks if each is not None]
        return found[0] if found and all(_agree(found[0], each) for each in found) else _UNKNOWN


def packed(
    files: Mapping[str, Seen],
    steps: Mapping[Run, tuple[Next, int]],
    entries: Mapping[str, Entries],
    consulted: Consulted,
) -> call_file.Content:
    """All of it, with numbers for what stands in it many times."""
    paths = {path: number for number, path in enumerate(files)}
    sources: dict[int, int] = {}
    runs: dict[Run, int] = {}

    def files_of(known: int) -> int:
        return sources.setdefault(known, len(sources))

    def number_of(run: Run) -> int:
        return runs.setdefault(run, len(runs))

    def runs_of(known: Iterable[Run]) -> tuple[int, ...]:
        return tuple(map(number_of, known))

    found = [
        call_file.Step(number_of(run), files_of(known), does.waits, runs_of(does.runs))
        for run, (does, known) in steps.items()
    ]
    loops = [
        call_file.Loop(
            path,
            files_of(known.sources),
            tuple(
                call_file.Start(*place, files_of(entry.sources), entry.waits, runs_of(entry.runs))
                if entry is not None
                else call_file.Start(*place, call_file.NOTHING, waits=False, runs=())
                for place, entry in known.at.items()
            ),
        )
        for path, known in entries.items()
    ]
    numbered = [tuple([paths[each] for each in consulted.paths(known)]) for known in sources]
    return call_file.Content(dict(files), numbered, list(runs), found, loops)


def _kept(entry: Entry, own: int) -> Entry | None:
    """An entry as it is kept, which its own file is a source of; None when it cannot be."""
    is_kept = _can_be_kept(entry.runs, entry.sources)
    return entry._replace(sources=entry.sources | own) if is_kept else None


def _can_be_kept(runs: Iterable[Run], sources: int) -> bool:
    return not sources & EVERYTHING and not any(run.variant for run in runs)


def _agree(one: Seen, other: Seen) -> bool:
    return one.digest == other.digest or bool(one.facts and one.facts == other.facts)


def _is_same(file: str, seen: Seen) -> bool:
    """Whether a file holds what it held; that nobody knows of one is as if it had changed."""
    if seen.stamp and stamp_of(file) == seen.stamp:
        return True
    with suppress(OSError):
        return bool(seen.digest) and digest_of(content_of(file)) == seen.digest
    return False


def _version(about: object) -> str:
    """What answers depend on beside the files of the project."""
    seen = blake2b(repr((sys.version_info[:2], about)).encode(), digest_size=8)
    for folder in backend_gates.__path__:
        for file in sorted(Path(folder).rglob("*.*")):
            if file.suffix in {".py", ".toml"}:
                seen.update(os.fsencode(file) + stamp_of(os.fspath(file)))
    return seen.hexdigest()
