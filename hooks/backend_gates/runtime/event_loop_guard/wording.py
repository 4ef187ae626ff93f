"""What the guard tells people."""

import linecache
import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from .blame import COMPUTED, HELD_INTERPRETER, WAITED, is_first_party
from .values import Blocked, Place

MARKER = "allow_event_loop_blocking"
Row = tuple[float, str, str]
"""A line of the summary: the seconds, the place, and the test."""
_LISTED = 10
_SHOWN_BETWEEN = 3
_MEND = {
    WAITED: (
        "it waited: await the asynchronous way to do it (asyncio.sleep, an async client, an "
        "asyncio lock), or hand the call to a thread: await asyncio.to_thread(...)"
    ),
    COMPUTED: (
        "it computed: hand the work to a thread, await asyncio.to_thread(...), or to a process "
        "when it is long, or await asyncio.sleep(0) between parts of it"
    ),
    HELD_INTERPRETER: (
        "one call here, or an operator just before, computed and kept all threads waiting: make it "
        "cheaper, or hand it to a process (loop.run_in_executor with a ProcessPoolExecutor); a "
        "thread would not help"
    ),
}


def headline(blocked: Blocked, root: Path) -> str:
    """Say in one line how long and where."""
    return f"held the event loop for {milliseconds(blocked.seconds)} at {shown(blocked, root)}"


def shown(blocked: Blocked, root: Path) -> str:
    """Return the place as people and editors read it."""
    if blocked.place is None:
        return "a place that is not known"
    somewhere = "" if blocked.stack else " (somewhere in it)"
    return f"{_file(blocked.place, root)}:{blocked.place.line}{somewhere}"


def explanation(blocked: Blocked, limit: float, root: Path) -> str:
    """Say what happened, where, on which way, and what to do."""
    return "\n".join(
        (
            headline(blocked, root),
            *_source(blocked.place),
            *_stack(blocked, root),
            f"  allowed are {milliseconds(limit)}; meanwhile nothing else on the loop was served",
            f"  {_MEND[blocked.manner]}",
            f'  if it has to be: @pytest.mark.{MARKER}(ms=..., reason="...")',
        )
    )


def milliseconds(seconds: float) -> str:
    """Return the time in whole milliseconds."""
    return f"{seconds * 1000:.0f} ms"


def worst(rows: Sequence[Row]) -> Iterator[str]:
    """List the longest."""
    ordered = sorted(rows, reverse=True)
    for seconds, place, test in ordered[:_LISTED]:
        yield f"{milliseconds(seconds):>10}  {place}  {test}"
    if len(ordered) > _LISTED:
        yield f"and {len(ordered) - _LISTED} more"


def _stack(blocked: Blocked, root: Path) -> Iterator[str]:
    """Show the way from the project's outermost line; what lies between its own is summed up."""
    ours = [number for number, each in enumerate(blocked.stack, 1) if is_first_party(each.file)]
    way = blocked.stack[: max(ours, default=len(blocked.stack))][::-1]
    if len(way) > 1:
        yield "  most recent call last:"
    groups = [list(group) for _, group in groupby(way, lambda each: is_first_party(each.file))]
    for group in groups if len(way) > 1 else ():
        if group is not groups[-1] and len(group) > _SHOWN_BETWEEN:
            packages = dict.fromkeys(each.module.partition(".")[0] for each in group)
            yield f"    ... {len(group)} calls in {', '.join(packages)}"
        else:
            yield from (f"    {_file(each, root)}:{each.line} in {each.function}" for each in group)


def _source(place: Place | None) -> Iterator[str]:
    line = linecache.getline(place.file, place.line).strip() if place else ""
    if line:
        yield f"      {line}"


def _file(place: Place, root: Path) -> str:
    relative = os.path.relpath(place.file, root)
    return place.file if relative.startswith("..") else Path(relative).as_posix()
