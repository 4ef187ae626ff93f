"""A thread that looks at what the loops' threads are doing, some times within the limit.

A call that holds the interpreter's lock keeps this thread waiting too; but as it has asked for the
lock meanwhile, it gets it as soon as that call returns, while the line is still the same.
"""

import _thread
import sys
from collections.abc import Iterable
from types import CodeType, FrameType

from .clocks import Clocks, ThreadClock
from .values import Place, Stack
from .watching import Watches

_acquire = _thread.LockType.acquire  # tools that forbid waiting on the loop replace the method
_DEEPEST = 300
_WORTH_SUSPECTING = 0.02
_FIRST_CALL = 6 if sys.version_info >= (3, 11) else 2  # bytes of a function before it can call


class Sampler:
    """Looks at the watches every `period` seconds, from a thread that `threading` doesn't list."""

    def __init__(self, watches: Watches, period: float) -> None:
        self._watches = watches
        self._period = period
        self._stop: _thread.LockType | None = None
        self._stopped = _thread.allocate_lock()

    def start(self) -> None:
        """Start the thread, when it isn't there, and wait until it looks."""
        if self._stop is None:
            self._stop, ready, self._stopped = (_taken_lock() for _ in range(3))
            self._watches.looked_at = True
            _thread.start_new_thread(self._run, (self._stop, ready, self._stopped))
            _acquire(ready, timeout=1)

    def stop(self) -> None:
        """End the thread and wait for it; without one, nothing happens."""
        if self._stop is not None:
            self._watches.looked_at = False
            self._stop.release()
            self._stop = None
            _acquire(self._stopped, timeout=1)

    def _run(
        self, stop: _thread.LockType, ready: _thread.LockType, stopped: _thread.LockType
    ) -> None:
        looking = Looking(self._watches, self._period)
        ready.release()
        while not _acquire(stop, timeout=self._period):
            looking.look()
            looking.rest()
        stopped.release()


def _taken_lock() -> _thread.LockType:
    lock = _thread.allocate_lock()
    _acquire(lock)
    return lock


class Looking:
    """Looks at the watches from the thread that makes it, and knows how punctual it is."""

    def __init__(self, watches: Watches, period: float) -> None:
        self._watches = watches
        self._period = period
        self._clock = ThreadClock()
        self._queued = self._clock.queued()
        self._planned = Clocks.now() + period

    def look(self) -> None:
        """Note for every thread that runs a loop what it is doing."""
        overdue = Clocks.now() - self._planned
        watches = list(self._watches.by_thread.items())
        frames = sys._current_frames()  # noqa: SLF001  there is no public way
        seen = [
            (watch, watch.started, stack_of(frames[thread], self._watches.code))
            for thread, watch in watches
            if thread in frames
        ]
        self._forget(thread for thread, _ in watches if thread not in frames)
        del frames  # they keep the locals of every function alive
        for watch, started, stack in seen:
            watch.look(started, lambda others: self._late(overdue, others), stack)
        if not any(started for _, started, _ in seen):
            self._queued = self._clock.queued()

    def rest(self) -> None:
        """Plan the next look."""
        self._planned = Clocks.now() + self._period

    def _late(self, overdue: float, others: float) -> float:
        """Return how late the look came because other threads computed, or all had to stand still.

        When they computed they had the interpreter, and may have had to queue for a processor with
        it. Else this thread's own wait for a processor is forgiven: it says nothing of the loop.
        """
        before, self._queued = self._queued, self._clock.queued()
        if others > overdue * _WORTH_SUSPECTING:
            return overdue
        return max(0.0, overdue - (self._queued - before))

    def _forget(self, ended: Iterable[int]) -> None:
        for thread in ended:
            self._watches.by_thread.pop(thread, None)


def stack_of(frame: FrameType | None, below: CodeType) -> Stack:
    """Return the places above the nearest call of the code, innermost first; empty without one.

    A function that was just entered has held nothing: an operator in its caller did, before the
    call, and the interpreter was let go only then.
    """
    places: list[Place] = []
    if frame is not None and frame.f_lasti < _FIRST_CALL:
        frame = frame.f_back
    while frame is not None and len(places) < _DEEPEST:
        code = frame.f_code
        if code is below:
            return tuple(places)
        module = frame.f_globals.get("__name__", "")
        places.append(Place(code.co_filename, frame.f_lineno or 0, code.co_name, str(module)))
        frame = frame.f_back
    return ()
