"""Puts what was found out to what was known and still holds, as it is kept in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.running import call_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backend_gates.project.consulted import Consulted
    from backend_gates.project.reading.facts_file import Seen
    from backend_gates.project.running.old_calls import OldCalls
    from backend_gates.project.running.runs import Entries, Next, Run


class Fresh(NamedTuple):
    """What a run has found out; `known` has the numbers that sources have in the file already."""

    steps: Mapping[Run, tuple[Next, int]]
    entries: Mapping[str, Entries]
    known: Mapping[int, int]
    consulted: Consulted


def merged(old: OldCalls, fresh: Fresh, files: Mapping[str, Seen]) -> call_file.Content:
    """All of it, with the numbers that there were, which costs little; `files` are all there are.

    Once files came or went, or half of the sources are good for nothing, all get new numbers.
    """
    every = {**old.content.files, **files}
    numbers = _Numbers(old, fresh, {path: number for number, path in enumerate(every)})
    steps = [*old.steps.values(), *numbers.steps(fresh.steps)]
    kept = [_holding(old, loop) for path, loop in old.loops.items() if path not in fresh.entries]
    loops = [*kept, *numbers.loops(fresh.entries)]
    content = call_file.Content(every, numbers.sources, list(numbers.runs), steps, loops)
    used = dict.fromkeys(_sources_of(content))
    if every.keys() == files.keys() and 2 * len(used) >= len(content.sources):
        return content
    return _compacted(content, files, used)


class _Numbers:
    """Numbers for what stands in the file many times: those that there were, and new ones."""

    def __init__(self, old: OldCalls, fresh: Fresh, paths: Mapping[str, int]) -> None:
        self.runs = {run: number for number, run in enumerate(old.named)}
        self.sources = list(old.content.sources)
        self._known = dict(fresh.known)
        self._consulted = fresh.consulted
        self._paths = paths

    def steps(self, found: Mapping[Run, tuple[Next, int]]) -> Iterator[call_file.Step]:
        for run, (does, sources) in found.items():
            number = self._runs((run,))[0]
            yield call_file.Step(number, self._source(sources), does.waits, self._runs(does.runs))

    def loops(self, found: Mapping[str, Entries]) -> Iterator[call_file.Loop]:
        for path, entries in found.items():
            starts = tuple(
                call_file.Start(
                    *place, self._source(entry.sources), entry.waits, self._runs(entry.runs)
                )
                if entry is not None
                else call_file.Start(*place, call_file.NOTHING, waits=False, runs=())
                for place, entry in entries.at.items()
            )
            yield call_file.Loop(path, self._source(entries.sources), starts)

    def _runs(self, runs: Iterable[Run]) -> tuple[int, ...]:
        return tuple([self.runs.setdefault(run, len(self.runs)) for run in runs])

    def _source(self, files: int) -> int:
        number = self._known.get(files)
        if number is None:
            number = self._known[files] = len(self.sources)
            found: tuple[list[int], list[int]] = [], []
            for path, by_name in self._consulted.sources(files):
                found[by_name].append(self._paths[path])
            self.sources.append(call_file.Sources(*map(tuple, found)))
        return number


def _holding(old: OldCalls, loop: call_file.Loop) -> call_file.Loop:
    """What the loop runs of a file, without what is said of places where that has changed."""
    if all(map(old.holds, loop.starts)):
        return loop
    starts = (each if old.holds(each) else _unknown(each) for each in loop.starts)
    return call_file.Loop(loop.path, loop.sources, tuple(starts))


def _unknown(start: call_file.Start) -> call_file.Start:
    return call_file.Start(start.line, start.column, call_file.NOTHING, waits=False, runs=())


def _renumbered(sources: call_file.Sources, now: Sequence[int]) -> call_file.Sources:
    whole, by_name = ([now[each] for each in files] for files in (sources.whole, sources.by_name))
    return call_file.Sources(tuple(whole), tuple(by_name))


def _sources_of(content: call_file.Content) -> Iterator[int]:
    """The sources that anything has."""
    yield from (step.sources for step in content.steps)
    for loop in content.loops:
        yield loop.sources
        yield from (each.sources for each in loop.starts if each.sources != call_file.NOTHING)


def _compacted(
    content: call_file.Content, files: Mapping[str, Seen], used: Iterable[int]
) -> call_file.Content:
    """The same of fewer files and without sources and runs that nothing has."""
    now = {path: number for number, path in enumerate(files)}
    paths = [now.get(path, -1) for path in content.files]  # what has one that is gone isn't used
    numbers = {number: position for position, number in enumerate(used)}
    sources = [_renumbered(content.sources[number], paths) for number in numbers]
    numbers[call_file.NOTHING] = call_file.NOTHING
    runs: dict[int, int] = {}

    def runs_of(known: Iterable[int]) -> tuple[int, ...]:
        return tuple([runs.setdefault(number, len(runs)) for number in known])

    steps = [
        call_file.Step(
            runs.setdefault(each.run, len(runs)),
            numbers[each.sources],
            each.waits,
            runs_of(each.runs),
        )
        for each in content.steps
    ]
    loops = [
        call_file.Loop(
            loop.path,
            numbers[loop.sources],
            tuple(
                call_file.Start(
                    each.line, each.column, numbers[each.sources], each.waits, runs_of(each.runs)
                )
                for each in loop.starts
            ),
        )
        for loop in content.loops
    ]
    named = [content.runs[number] for number in runs]
    return call_file.Content(dict(files), sources, named, steps, loops)
