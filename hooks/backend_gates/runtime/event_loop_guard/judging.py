"""How long a callback held the loop by its own fault."""

from collections.abc import Iterable, Sequence

from .values import Interval, Place, Stack

_PUNCTUAL = 0.003  # threads hand the interpreter over after 5 ms, so a later look had to wait
_STUCK = 0.001
_IMPORTING = "<frozen importlib._bootstrap>"
_DEBUGGERS = frozenset(
    {"pdb", "bdb", "ipdb", "pudb", "remote_pdb", "web_pdb", "debugpy", "pydevd", "_pydevd_bundle"}
)


def counted(intervals: Sequence[Interval], ignored: Sequence[str]) -> tuple[Interval, ...]:
    """Return the intervals that count against a callback.

    Imports and modules that are `ignored` don't, nor does what comes after the last look at them;
    a callback in which a debugger stopped doesn't at all.
    """
    if any(place.module.partition(".")[0] in _DEBUGGERS for place in _places(intervals)):
        return ()
    kept = []
    excused = False
    for interval in intervals:
        excused = is_excused(interval.stack, ignored) if interval.stack else excused
        if not excused:
            kept.append(interval)
    return tuple(kept)


def held(interval: Interval) -> float:
    """Return how long the callback itself kept the thread: computing, or waiting in a call.

    What it wasn't: queued for a processor; waiting for the interpreter while another thread had it,
    which shows in the look that came late too, unless the callback's own computing made it late.
    The kernel counts a queue when it is over: what was taken for waiting before is taken back then,
    so a single interval may be negative.
    """
    waiting = interval.length - interval.running - interval.queued
    if waiting > 0 and interval.late >= _PUNCTUAL:
        waiting = max(0.0, waiting - interval.late) if interval.running < _STUCK else 0.0
    return interval.running + waiting


def is_excused(stack: Stack, ignored: Sequence[str]) -> bool:
    """Say whether the thread was importing, or in a module that the settings ignore."""
    return any(
        place.file == _IMPORTING
        or any(place.module == name or place.module.startswith(f"{name}.") for name in ignored)
        for place in stack
    )


def _places(intervals: Sequence[Interval]) -> Iterable[Place]:
    return (place for interval in intervals for place in interval.stack)
