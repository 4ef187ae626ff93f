"""What an earlier run kept of which functions run which, and what of it still holds."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backend_gates.content import content_of
from backend_gates.project.consulted import THE_LIST
from backend_gates.project.running import call_file
from backend_gates.project.running.changes import Changes
from backend_gates.project.running.runs import Run

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from backend_gates.project.reading.archive import Archive
    from backend_gates.project.running.run_names import Position


class OldCalls:
    """It holds for as long as no file changes that was looked into for it.

    Nor may a file come or go that one of those may mean. Where names were looked up in a file, and
    nothing else was looked at, it is what they mean that may not change.
    """

    def __init__(self, archive: Archive, content: call_file.Content) -> None:
        self._root = archive.root
        self.content = content
        self.paths = list(content.files)
        self.used = frozenset(self.paths[each] for each in call_file.files_of(content.sources))
        self.changes = Changes(archive, content.files, self.used)
        self._mentioning: dict[int, bool] = {}

    @cached_property
    def stale(self) -> frozenset[int]:
        """The numbers of the sources that say something else."""
        paths = self.changes.paths
        changed = frozenset(number for number, path in enumerate(self.paths) if path in paths)
        return frozenset(
            number
            for number, each in enumerate(self.content.sources if changed else ())
            if not changed.isdisjoint(each.whole)
            or (not changed.isdisjoint(each.by_name) and self._means_other(each, changed))
        )

    @cached_property
    def _void(self) -> frozenset[int]:
        """The numbers of the sources of which nothing is known any more."""
        return self.stale | {call_file.NOTHING}

    @cached_property
    def named(self) -> list[Run]:
        """What the numbers of runs stand for now."""
        runs = list(self.content.runs)
        for number, run in self._moved.items():
            runs[number] = run or Run(runs[number].path, -1 - number, 0)
        return runs

    @cached_property
    def steps(self) -> dict[Run, call_file.Step]:
        """The steps that still hold."""
        runs, stale, lost, edited = self.named, self.stale, self._lost, self._edited
        return {
            runs[step.run]: step
            for step in self.content.steps
            if step.sources not in stale and step.run not in edited and lost.isdisjoint(step.runs)
        }

    @cached_property
    def loops(self) -> dict[str, call_file.Loop]:
        """What the loop runs of the files of which that is known still, but for some places."""
        loops, stale = self.content.loops, self.stale
        return {loop.path: loop for loop in loops if loop.sources not in stale}

    def left(self, path: str) -> dict[Position, call_file.Start]:
        """What is known still of functions in a file of which it isn't what the loop runs."""
        return {
            (line, start.column): start
            for start in self._starts.get(path, ())
            if self._does_the_same(path, start.line)
            and self.holds(start)
            and (line := self._line(path, start.line)) is not None
        }

    def runs(self, numbers: Iterable[int]) -> tuple[Run, ...]:
        """What numbers stand for."""
        return tuple([self.named[number] for number in numbers])

    def holds(self, start: call_file.Start) -> bool:
        """Whether what is said of a place is known still."""
        return start.sources not in self._void and self._lost.isdisjoint(start.runs)

    def apart_from(self, own: Collection[str]) -> frozenset[str]:
        """The files of which nothing that the loop runs leads to a function of the own files.

        Only those of which all is known that lies on the way.
        """
        void, leading = self._void, self._leading_to(own) | self._lost
        return frozenset(
            path
            for path, loop in self.loops.items()
            if all(
                start.sources not in void and leading.isdisjoint(start.runs)
                for start in loop.starts
            )
        )

    def _leading_to(self, own: Collection[str]) -> set[int]:
        """The runs of the own files' functions, those that are not known, and what leads there."""
        calling: dict[int, list[int]] = {}
        for step in self.steps.values():
            for called in step.runs:
                calling.setdefault(called, []).append(step.run)
        known = {step.run for step in self.steps.values()}
        runs = enumerate(self.named)
        found = {number for number, run in runs if run.path in own or number not in known}
        waiting = list(found)
        while waiting:
            for number in calling.get(waiting.pop(), ()):
                if number not in found:
                    found.add(number)
                    waiting.append(number)
        return found

    def _means_other(self, sources: call_file.Sources, changed: Collection[int]) -> bool:
        """Whether a name may mean something else that was looked up in changed files."""
        names = self.changes.names
        if not all(names.is_clear(self.paths[each]) for each in sources.by_name if each in changed):
            return True
        others = (each for each in (*sources.by_name, *sources.whole) if each not in changed)
        return names.are_any and any(map(self._mentions_change, others))

    def _mentions_change(self, number: int) -> bool:
        """Whether a name that may mean something else stands in a file that is as it was."""
        if number not in self._mentioning:
            path = self.paths[number]
            self._mentioning[number] = path != THE_LIST
            with suppress(OSError):
                data = content_of(os.path.join(self._root, path))  # noqa: PTH118  hundreds of paths
                self._mentioning[number] = self.changes.names.stand_in(data)
        return self._mentioning[number]

    @cached_property
    def _starts(self) -> dict[str, tuple[call_file.Start, ...]]:
        return {loop.path: loop.starts for loop in self.content.loops}

    @cached_property
    def _moved(self) -> dict[int, Run | None]:
        """The runs of functions in changed files, as they are now; None where nobody knows."""
        paths = self.changes.paths
        return {
            number: self._now(run)
            for number, run in enumerate(self.content.runs if paths else ())
            if run.path in paths or (run.receiver is not None and run.receiver[0] in paths)
        }

    @cached_property
    def _lost(self) -> frozenset[int]:
        return frozenset(number for number, run in self._moved.items() if run is None)

    @cached_property
    def _edited(self) -> frozenset[int]:
        """The runs in changed files that may do something else."""
        runs = self.content.runs
        return self._lost.union(
            number
            for number in self._moved
            if not self._does_the_same(runs[number].path, runs[number].line)
        )

    def _does_the_same(self, path: str, line: int) -> bool:
        """Whether the function that stood at a line of a file does what it did."""
        changes = self.changes
        return path not in changes.paths or changes.names.does_the_same(path, line)

    def _now(self, run: Run) -> Run | None:
        line, receiver = self._line(run.path, run.line), run.receiver
        if receiver is not None:
            path, at, column = receiver
            now = self._line(path, at)
            receiver = None if now is None else (path, now, column)
        if line is None or (receiver is None) != (run.receiver is None):
            return None
        return replace(run, line=line, receiver=receiver)

    def _line(self, path: str, line: int) -> int | None:
        return self.changes.names.line(path, line) if path in self.changes.paths else line
