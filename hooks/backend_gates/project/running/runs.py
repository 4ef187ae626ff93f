"""Functions as they are run, and how far from each the nearest place is that waits."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from backend_gates.project.running.run_names import Position


class Run(Struct, frozen=True, array_like=True, gc=False):
    """A function by where it stands, and how it is run.

    `receiver` is where the class stands of what a method is called on, where it isn't the one it
    stands in, and `given` has the parameters that the call gives a constant that matters. With a
    `variant` other than 0 the run has no meaning to another process.
    """

    path: str
    line: int
    column: int
    receiver: tuple[str, int, int] | None = None
    given: tuple[tuple[str, str], ...] = ()
    variant: int = 0


class Next(Struct, frozen=True, array_like=True, gc=False):
    """What a run does that matters: it waits itself, or it runs others, in source order."""

    waits: bool
    runs: tuple[Run, ...]


class Entry(NamedTuple):
    """What the loop runs from a place, and the files that this comes from.

    `waits` says whether something waits there itself.
    """

    waits: bool
    runs: tuple[Run, ...]
    sources: int


class Entries(NamedTuple):
    """What the loop runs from a file; None where that may have changed.

    Unless they are `listed`, it may run other functions of the file as well, or some no longer.
    """

    at: Mapping[Position, Entry | None]
    sources: int
    listed: bool = True

    @property
    def are_known(self) -> bool:
        """Whether nothing is left to be found out."""
        return self.listed and all(self.at.values())


class RunGraph:
    """Measures ways down; `look` tells what a run does, and is asked once of each."""

    def __init__(self, look: Callable[[Run], Next]) -> None:
        self._look = look
        self._next: dict[Run, Next] = {}
        self._distances: dict[Run, int | None] = {}

    def next(self, run: Run) -> Next:
        """What a run does."""
        if run not in self._next:
            self._next[run] = self._look(run)
        return self._next[run]

    def distance(self, run: Run) -> int | None:
        """How many calls away the nearest place is that waits; None when there is none."""
        if run not in self._distances:
            self._measure(self._unknown_below(run))
        return self._distances[run]

    def way(self, run: Run) -> Iterator[Run]:
        """The runs on the shortest way down, this one first; none where nothing waits."""
        current: Run | None = run if self.distance(run) is not None else None
        while current is not None:
            yield current
            left = (self._distances[current] or 0) - 1
            nearer = (each for each in self._next[current].runs if self._distances[each] == left)
            current = next(nearer, None)

    def _unknown_below(self, start: Run) -> dict[Run, int]:
        """All that a run leads to and that has not been measured, in the order found."""
        found, waiting = {start: 0}, [start]
        while waiting:
            for called in self.next(waiting.pop()).runs:
                if called not in found and called not in self._distances:
                    found[called] = len(found)
                    waiting.append(called)
        return found

    def _measure(self, fresh: dict[Run, int]) -> None:
        """From the places that wait back to who calls them, each run once."""
        calling: dict[Run, list[Run]] = {}
        ahead: list[tuple[int, int, Run]] = []
        for run, order in fresh.items():
            found = self._next[run]
            if found.waits:
                ahead.append((0, order, run))
            for called in found.runs:
                calling.setdefault(called, []).append(run)
                known = self._distances.get(called)
                if known is not None:
                    ahead.append((known + 1, order, run))
        heapify(ahead)
        while ahead:
            distance, _, run = heappop(ahead)
            if run not in self._distances:
                self._distances[run] = distance
                for caller in calling.get(run, ()):
                    heappush(ahead, (distance + 1, fresh[caller], caller))
        for run in fresh:
            self._distances.setdefault(run, None)
