"""Times the garbage collector, which nobody asked to run just now."""

import gc
import threading
from collections import deque
from typing import Any, NamedTuple

from .clocks import Clocks

_WORTH_NOTING = 0.001


class Collection(NamedTuple):
    """A run of the collector in a thread."""

    thread: int
    started: float
    ended: float


class Garbage:
    """The latest runs of the collector that took a millisecond or more."""

    def __init__(self) -> None:
        self._started = 0.0
        self._latest: deque[Collection] = deque(maxlen=1000)

    def watch(self) -> None:
        """Be told of each run."""
        gc.callbacks.append(self._tell)

    def unwatch(self) -> None:
        """No longer be told."""
        if self._tell in gc.callbacks:
            gc.callbacks.remove(self._tell)

    def seconds_since(self, moment: float) -> float:
        """Return how long this thread has collected garbage since then."""
        thread = threading.get_ident()
        latest = [each for each in self._latest if each.thread == thread]
        return sum(each.ended - each.started for each in latest if each.started >= moment)

    def _tell(self, phase: str, _: dict[str, Any]) -> None:
        if phase == "start":
            self._started = Clocks.now()
        elif Clocks.now() - self._started > _WORTH_NOTING:
            self._latest.append(Collection(threading.get_ident(), self._started, Clocks.now()))
