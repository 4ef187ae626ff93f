"""Times each callback of a loop, at the price of two looks at the clock."""

import threading
from collections.abc import Callable
from typing import Any

from .clocks import Clocks, ThreadClock
from .values import Interval, Stack

Call = Callable[..., Any]
Judge = Callable[[object, float, tuple[Interval, ...]], None]
Late = Callable[[float], float]
"""How late a look came by the doing of others, given how long the process's other threads ran."""

_COMPUTED_THROUGHOUT = 0.002


class Watch:
    """What is known of the thread that makes it, which runs an event loop.

    `started` is when the present callback began, 0 between callbacks. Looks at the kernel's files
    let go of the interpreter: the lock keeps a callback from being judged while it is looked at.
    """

    def __init__(self) -> None:
        self.started = 0.0
        self._clock = ThreadClock()
        self._sampled = 0.0
        self._intervals: list[Interval] = []
        self._lock = threading.Lock()
        self._rest()

    def look(self, started: float, late: Late, stack: Stack) -> None:
        """Note what the thread is doing in the callback that began at `started`, if it still is.

        Between callbacks `started` is 0, and where the next one will start from is noted.
        """
        with self._lock:
            if started != self.started:
                return
            if not started:
                self._rest()
            elif stack:
                self._note(started, late, stack)

    def finish(self, started: float, ended: float, late: Late) -> tuple[Interval, ...]:
        """Return all intervals of the callback that has just ended."""
        with self._lock:
            before = tuple(self._intervals) if self._sampled == started else ()
            return (*before, self._interval(started, ended, late))

    def _rest(self) -> None:
        self._looked = Clocks.now()
        self._running, self._process = self._clock.running(), Clocks.of_process()
        self._queued = self._clock.queued()

    def _note(self, started: float, late: Late, stack: Stack) -> None:
        if self._sampled != started:
            self._sampled, self._intervals = started, []
        interval = self._interval(started, Clocks.now(), late)
        self._intervals.append(interval._replace(stack=stack))

    def since_look(self, moment: float) -> float:
        """Return the seconds from the last look to the moment."""
        return moment - self._looked

    def _interval(self, started: float, now: float, late: Late) -> Interval:
        first = started > self._looked
        length = max(0.0, now - max(started, self._looked))
        before, after = self._running, self._clock.running()
        process, self._process = self._process, Clocks.of_process()
        self._looked, self._running = now, after
        if before is None or after is None:
            return Interval(length, length)
        running = min(after - before, length)
        if length - running < _COMPUTED_THROUGHOUT:
            return Interval(length, running)
        was_queued, self._queued = self._queued, self._clock.queued()
        queued = self._queued - was_queued
        if first:
            queued = min(queued, length - running)  # the rest was before the callback
        others = max(0.0, self._process - process - (after - before))
        return Interval(length, running, queued, late(others))


class Watches:
    """The threads that run event loops, by the identifiers that Python gives threads.

    `judge` is told each callback that took more than `limit` seconds, when it began, and its
    intervals. `looked_at` says whether somebody looks at them every `period` seconds.
    """

    def __init__(self, limit: float, period: float, judge: Judge) -> None:
        self.by_thread: dict[int, Watch] = {}
        self.looked_at = False
        self._own = threading.local()
        self._limit = limit
        self._period = period
        self._judge = judge

    def timed(self, call: Call) -> Call:
        """Return the same function with a watch on it; its first argument is the callback."""
        now, own, limit = Clocks.now, self._own, self._limit

        def watched_callback(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401  anybody's
            try:
                watch = own.watch
            except AttributeError:
                watch = self._begin()
            watch.started = started = now()
            try:
                return call(*arguments, **named)
            finally:
                ended = now()
                # A callback that ran others inside, as nested loops do, has kept the loop alive.
                alone, watch.started = watch.started == started, 0.0
                if alone and ended - started > limit:
                    self._finish(watch, arguments[0], started, ended)

        self.code = watched_callback.__code__
        return watched_callback

    def _begin(self) -> Watch:
        watch: Watch = Watch()
        self._own.watch = self.by_thread[threading.get_ident()] = watch
        return watch

    def _finish(self, watch: Watch, callback: object, started: float, ended: float) -> None:
        """Have the callback judged; a look that should have come after the last came late."""
        overdue = max(0.0, watch.since_look(ended) - self._period) if self.looked_at else 0.0
        self._judge(callback, started, watch.finish(started, ended, lambda _: overdue))
