"""What the guard's modules hand each other."""

from typing import NamedTuple


class Place(NamedTuple):
    """A line that was being executed: `function` and `module` as Python calls them."""

    file: str
    line: int
    function: str
    module: str


Stack = tuple[Place, ...]


class Interval(NamedTuple):
    """A stretch of a callback between two looks at its thread, in seconds.

    Of `length`, the thread was `running` on a processor and `queued` for one. `late` says how much
    later than planned the look came, `stack` what the thread was doing then, innermost first.
    """

    length: float
    running: float
    queued: float = 0.0
    late: float = 0.0
    stack: Stack = ()


class Blocked(NamedTuple):
    """A callback that held its loop for so many `seconds`.

    `place` is the line to blame, `stack` the longest look at it, `manner` one of `blame`'s words.
    Where no look was possible there is no stack, and the place is the coroutine's definition.
    """

    seconds: float
    place: Place | None
    stack: Stack
    manner: str
