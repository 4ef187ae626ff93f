"""What tells, without a look into it, that a file or folder is still the same."""

import os
import time

MISSING = b"-"

_TICK = 100_000_000
_COARSE = 1_000_000_000


def state_of(paths: list[bytes]) -> int:
    """One number for what is at all these paths, links followed; any change gives another one.

    It is the same in every run of the same Python.
    """
    state = 0
    for path in paths:
        try:
            found = os.stat(path)  # noqa: PTH116  asked thousands of times
        except OSError:
            state = hash((state, 0))
        else:
            times = found.st_mtime_ns, found.st_ctime_ns
            state = hash((state, *times, found.st_size, found.st_ino))
    return state


def stamp_of(path: str | bytes) -> bytes:
    """The stamp of what is at a path, links followed; `MISSING` when nothing is."""
    try:
        found = os.stat(path)  # noqa: PTH116  asked thousands of times
    except (OSError, ValueError):
        return MISSING
    return stamp(found)


def stamp(found: os.stat_result) -> bytes:
    """Every change gives a file another stamp, and every change of its entries a folder."""
    times = found.st_mtime_ns, found.st_ctime_ns
    return b"%d %d %d %d" % (*times, found.st_size, found.st_ino)


def is_settled(stamp: bytes, now: int | None = None) -> bool:
    """Whether a change after `now`, in nanoseconds, is sure to give another stamp.

    Clocks of file systems tick: a file that changed in this very tick may change again in it.
    """
    if stamp == MISSING:
        return True
    modified, changed, *_ = (int(number) for number in stamp.split())
    return _is_past(modified, changed, now)


def is_settled_at(path: str | bytes, now: int | None = None) -> bool:
    """The same of the stamp of what is at a path, without making one."""
    try:
        found = os.stat(path)  # noqa: PTH116  asked thousands of times
    except (OSError, ValueError):
        return True
    return _is_past(found.st_mtime_ns, found.st_ctime_ns, now)


def _is_past(modified: int, changed: int, now: int | None) -> bool:
    is_coarse = modified % _COARSE == 0
    tick = 2 * _COARSE if is_coarse else _TICK
    return max(modified, changed) + tick < (time.time_ns() if now is None else now)
