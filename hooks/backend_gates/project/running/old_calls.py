"""What an earlier run kept of which functions run which, and what of it still holds."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from backend_gates.content import content_of
from backend_gates.project.consulted import THE_LIST
from backend_gates.project.reading.facts_cache import digest_of
from backend_gates.project.running import call_file
from backend_gates.project.running.came_or_went import affected
from backend_gates.stamp import stamp_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from backend_gates.project.reading.archive import Archive
    from backend_gates.project.reading.facts_file import Seen
    from backend_gates.project.running.runs import Run


class OldCalls:
    """It holds for as long as no file changes that was looked into for it.

    Nor may a file come or go that one of those may mean.
    """

    def __init__(self, archive: Archive, content: call_file.Content) -> None:
        self._archive = archive
        self.content = content
        self.paths = list(content.files)

    @cached_property
    def used(self) -> frozenset[str]:
        """The files that something was concluded from."""
        return frozenset(self.paths[number] for number in set().union(*self.content.sources))

    @cached_property
    def touched(self) -> tuple[str, ...]:
        """Those of them whose bytes are not known to be the same."""
        start = os.path.join(self._archive.root, "")  # noqa: PTH118  thousands of paths
        files = ((path, self.content.files[path]) for path in self.used if path != THE_LIST)
        return tuple(path for path, seen in files if not _is_same(start + path, seen))

    @cached_property
    def changed(self) -> frozenset[str]:
        """The files that are gone, that say something else, or that may mean other files."""
        self._archive.prepare(self.touched)
        changed = {path for path in self.touched if not self._says_the_same(path)}
        before, now = self.content.files.keys() - {THE_LIST}, self._archive.paths
        if before and before != now:
            changed |= {THE_LIST, *(before - now), *affected(self._archive.root, before, now)}
        return frozenset(changed)

    @cached_property
    def stale(self) -> frozenset[int]:
        """The numbers of the sources among which a file has changed."""
        changed = {number for number, path in enumerate(self.paths) if path in self.changed}
        sources = enumerate(self.content.sources)
        return frozenset(number for number, files in sources if not changed.isdisjoint(files))

    @cached_property
    def steps(self) -> dict[Run, call_file.Step]:
        """The steps that still hold."""
        runs, stale = self.content.runs, self.stale
        return {runs[step.run]: step for step in self.content.steps if step.sources not in stale}

    @cached_property
    def loops(self) -> dict[str, call_file.Loop]:
        """What the loop runs of the files of which that is known still, but for some places."""
        loops, stale = self.content.loops, self.stale
        return {loop.path: loop for loop in loops if loop.sources not in stale}

    def runs(self, numbers: Iterable[int]) -> tuple[Run, ...]:
        """What numbers stand for."""
        return tuple([self.content.runs[number] for number in numbers])

    def holds(self, start: call_file.Start) -> bool:
        """Whether what is said of a place is known still."""
        return start.sources != call_file.NOTHING and start.sources not in self.stale

    def apart_from(self, own: Collection[str]) -> frozenset[str]:
        """The files of which nothing that the loop runs leads to a function of the own files.

        Only those of which all is known that lies on the way.
        """
        leading = self._leading_to(own)
        return frozenset(
            path
            for path, loop in self.loops.items()
            if all(self.holds(each) and leading.isdisjoint(each.runs) for each in loop.starts)
        )

    def _leading_to(self, own: Collection[str]) -> set[int]:
        """The runs of the own files' functions, those that are not known, and what leads there."""
        calling: dict[int, list[int]] = {}
        for step in self.steps.values():
            for called in step.runs:
                calling.setdefault(called, []).append(step.run)
        known = {step.run for step in self.steps.values()}
        runs = enumerate(self.content.runs)
        found = {number for number, run in runs if run.path in own or number not in known}
        waiting = list(found)
        while waiting:
            for number in calling.get(waiting.pop(), ()):
                if number not in found:
                    found.add(number)
                    waiting.append(number)
        return found

    def _says_the_same(self, path: str) -> bool:
        """Whether a file that holds something else has the same facts, as with a new comment."""
        now = self._archive.seen(path)
        return now is not None and now.facts == self.content.files[path].facts


def _is_same(file: str, seen: Seen) -> bool:
    """Whether a file holds what it held; that nobody knows of one is as if it had changed."""
    if seen.stamp and stamp_of(file) == seen.stamp:
        return True
    with suppress(OSError):
        return bool(seen.digest) and digest_of(content_of(file)) == seen.digest
    return False
