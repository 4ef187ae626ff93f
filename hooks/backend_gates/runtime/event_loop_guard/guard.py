"""Watches the loops while tests run, and keeps what was found until a test claims it."""

import os
import sys
from collections import deque
from collections.abc import Sequence
from time import sleep

from .blame import blame
from .clocks import Clocks
from .garbage import Garbage
from .judging import counted, held
from .loops import Loops
from .sampling import Sampler
from .values import Blocked, Interval
from .watching import Watches

_LOOKS_WITHIN_LIMIT = 5
_PATIENCE = 0.05
_SHARE_OF_TRACING = 0.5  # a tight loop takes 2.4 times as long under coverage.py's tracer


class Guard:
    """Watches every callback for more than `limit` seconds that are its own fault."""

    def __init__(self, limit: float, ignore: Sequence[str]) -> None:
        self._limit = limit
        self._ignore = ignore
        self._found: deque[Blocked] = deque()
        period = limit / _LOOKS_WITHIN_LIMIT
        self._watches = Watches(limit, period, self._judge)
        self._sampler = Sampler(self._watches, period)
        self._loops = Loops(self._watches.timed)
        self._garbage = Garbage()

    def install(self) -> None:
        """Put the watches on."""
        self._loops.watch()
        self._garbage.watch()
        if hasattr(os, "register_at_fork"):
            # A fork of a process with threads is a warning since Python 3.12.
            os.register_at_fork(before=self._sampler.stop)

    def remove(self) -> None:
        """Take the watches off."""
        self._sampler.stop()
        self._garbage.unwatch()
        self._loops.unwatch()

    def start(self) -> None:
        """Make sure, before each part of a test, that the sampler is there."""
        self._sampler.start()

    def claim(self) -> list[Blocked]:
        """Return what was found since the last time, longest first."""
        self._settle()
        found = [self._found.popleft() for _ in range(len(self._found))]
        return sorted(found, key=lambda each: -each.seconds)

    def _settle(self) -> None:
        """Let loops in other threads finish the callback whose end the test has seen already."""
        until = Clocks.now() + _PATIENCE
        while self._overdue() and Clocks.now() < until:
            sleep(0.001)

    def _overdue(self) -> bool:
        begun = [watch.started for watch in list(self._watches.by_thread.values())]
        return any(each and Clocks.now() - each > self._limit for each in begun)

    def _judge(self, callback: object, started: float, intervals: tuple[Interval, ...]) -> None:
        kept = counted(intervals, self._ignore)
        seconds = sum(map(held, kept)) - self._garbage.seconds_since(started)
        if sys.gettrace():
            seconds -= sum(each.running for each in kept) * _SHARE_OF_TRACING
        if seconds > self._limit:
            self._found.append(Blocked(seconds, *blame(callback, kept)))
