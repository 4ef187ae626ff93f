"""Which line of the project held the loop, and how."""

import os
import sysconfig
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .judging import held
from .values import Interval, Place, Stack

_INSTALLED = frozenset({"site-packages", "dist-packages"})
_STANDARD = tuple(
    {
        os.path.realpath(sysconfig.get_path(name)) + os.sep
        for name in ("stdlib", "platstdlib")
        if sysconfig.get_path(name)
    }
)
WAITED, COMPUTED, HELD_INTERPRETER = "waited", "computed", "held the interpreter"


class Blame(NamedTuple):
    """The line, the stack of the longest look at it (innermost first), and what went on there.

    `place` is the innermost line of the project, of whatever code when there is none; None when no
    look was possible.
    """

    place: Place | None
    stack: Stack
    manner: str


def blame(callback: object, intervals: Sequence[Interval]) -> Blame:
    """Find the line at which the callback spent most of its time.

    Where no look met the project's code, that is the coroutine which the callback drives: an
    operator on huge numbers or texts lets go of the interpreter only when the callback is over.
    """
    by_place: dict[Place, list[Interval]] = {}
    for interval in intervals:
        if interval.stack:
            by_place.setdefault(_culprit(interval.stack), []).append(interval)
    place = max(by_place, key=lambda each: _length(by_place[each]), default=None)
    if place is None or not is_first_party(place.file):
        coroutine = _coroutine_of(callback)
        if coroutine and is_first_party(coroutine.file):
            return Blame(coroutine, (), _manner(intervals))
    if place is None:
        return Blame(None, (), _manner(intervals))
    longest = max(by_place[place], key=lambda each: each.length)
    return Blame(place, longest.stack, _manner(intervals))


@lru_cache(maxsize=4096)
def is_first_party(file: str) -> bool:
    """Say whether the file belongs to the project: not to Python and not to what is installed."""
    if file.startswith("<") or _INSTALLED.intersection(Path(file).parts):
        return False
    return not os.path.realpath(file).startswith(_STANDARD)


def _culprit(stack: Stack) -> Place:
    return next((place for place in stack if is_first_party(place.file)), stack[0])


def _length(intervals: Sequence[Interval]) -> float:
    return sum(each.length for each in intervals)


def _manner(intervals: Sequence[Interval]) -> str:
    running = [each.running for each in intervals]
    if sum(running) < sum(map(held, intervals)) / 2:
        return WAITED
    return HELD_INTERPRETER if max(running) > sum(running) / 2 else COMPUTED


def _coroutine_of(callback: object) -> Place | None:
    """Return where the coroutine is written that the callback drives."""
    task = getattr(getattr(callback, "_callback", callback), "__self__", None)
    coroutine = getattr(task, "get_coro", lambda: None)()
    code = getattr(coroutine, "cr_code", None)
    return code and Place(code.co_filename, code.co_firstlineno, code.co_name, "")
