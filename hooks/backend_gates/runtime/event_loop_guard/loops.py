"""Puts watches on the callbacks of every event loop of this process, and takes them off again."""

import asyncio.events
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from importlib import import_module
from typing import Any

from .watching import Call

_COMPILED_LOOPS = ("uvloop", "winloop")
_POSITION_OF_CALLBACK = {
    "call_soon": 0,
    "call_soon_threadsafe": 0,
    "call_later": 1,
    "call_at": 1,
    "add_reader": 1,
    "add_writer": 1,
    "add_signal_handler": 1,
}


class Loops:
    """The classes whose loops are watched.

    asyncio's own loops run each callback by `Handle._run`. Loops written in C have handles of
    their own; there the callbacks are watched that are handed to the loop, tasks' steps among them.
    """

    def __init__(self, timed: Callable[[Call], Call]) -> None:
        self._timed = timed
        self._undo: list[Callable[[], None]] = []

    def watch(self) -> None:
        """Watch asyncio's loops, and those of C libraries that are installed.

        They are imported for that: a test that imports one may run it at once.
        """
        handle = asyncio.events.Handle
        self._replace(handle, "_run", self._timed(handle._run))  # noqa: SLF001  no public way
        for name in _COMPILED_LOOPS:
            with suppress(ImportError):
                self._watch_scheduling(import_module(name).Loop)

    def unwatch(self) -> None:
        """Leave all classes as they were."""
        while self._undo:
            self._undo.pop()()

    def _watch_scheduling(self, loop: type) -> None:
        timed = self._timed(_call)
        for method, position in _POSITION_OF_CALLBACK.items():
            self._replace(loop, method, _scheduling(getattr(loop, method), position, timed))

    def _replace(self, owner: type, name: str, new: Call) -> None:
        if name in vars(owner):
            old = vars(owner)[name]
            self._undo.append(lambda: setattr(owner, name, old))
        else:
            self._undo.append(lambda: delattr(owner, name))
        setattr(owner, name, new)


def _call(callback: Call, *arguments: Any) -> Any:  # noqa: ANN401  anybody's
    return callback(*arguments)


def _scheduling(schedule: Call, position: int, timed: Call) -> Call:
    """Return the method that hands the loop a watched callback."""

    @wraps(schedule)
    def scheduled(self: object, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401  likewise
        if len(arguments) > position and callable(arguments[position]):
            arguments = (*arguments[:position], timed, *arguments[position:])
        return schedule(self, *arguments, **named)

    return scheduled
