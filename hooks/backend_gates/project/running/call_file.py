"""The format in which it is kept which functions run which.

All of it is MessagePack, in which no code can hide. What is damaged or foreign is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from msgspec import DecodeError, Struct
from msgspec.msgpack import decode, encode

from backend_gates.content import content_of
from backend_gates.project.reading.facts_file import Seen  # noqa: TC001  msgspec asks for it
from backend_gates.project.running.runs import Run  # noqa: TC001  likewise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sized
    from pathlib import Path

NOTHING = -1  # in place of sources: what isn't kept

_HEAD = b"backend-gates calls 3\n"
_CHECKSUM = 4


class Step(Struct, frozen=True, array_like=True, gc=False):
    """What a run does; runs and sources are told by their number."""

    run: int
    sources: int
    waits: bool
    runs: tuple[int, ...]


class Start(Struct, frozen=True, array_like=True, gc=False):
    """What the loop runs of a function, class or file; `waits` when something waits in it."""

    line: int
    column: int
    sources: int
    waits: bool
    runs: tuple[int, ...]


class Loop(Struct, frozen=True, array_like=True, gc=False):
    """What the loop runs of a file."""

    path: str
    sources: int
    starts: tuple[Start, ...]


class Sources(Struct, frozen=True, array_like=True, gc=False):
    """The numbers of files that answers come from: whole ones, and those asked for names."""

    whole: tuple[int, ...]
    by_name: tuple[int, ...]


class Content(Struct, frozen=True, array_like=True, gc=False):
    """All that is kept. `files` are all of the project, those of `sources` with what they held."""

    files: dict[str, Seen]
    sources: list[Sources]
    runs: list[Run]
    steps: list[Step]
    loops: list[Loop]


def read(file: Path) -> Content:
    """What stands in a file; nothing when it is missing, damaged or foreign."""
    try:
        head, data = _parted(content_of(file))
        content = decode(data, type=Content) if head == _head(data) else nothing()
    except (OSError, DecodeError, RecursionError):
        return nothing()
    return content if _is_whole(content) else nothing()


def parts(content: Content) -> tuple[bytes, bytes]:
    """A file in parts."""
    data = encode(content)
    return _head(data), data


def files_of(sources: Iterable[Sources]) -> set[int]:
    """The numbers of all files that they have."""
    return set[int]().union(*(files for each in sources for files in (each.whole, each.by_name)))


def _is_whole(content: Content) -> bool:
    """Whether every number stands for something."""
    steps, loops = content.steps, content.loops
    starts = [start for loop in loops for start in loop.starts]
    runs = {step.run for step in steps}.union(
        *[step.runs for step in steps], *[start.runs for start in starts]
    )
    sources = {step.sources for step in steps}.union([loop.sources for loop in loops])
    return (
        _are_within(runs, content.runs)
        and _are_within(sources, content.sources)
        and _are_within(files_of(content.sources), content.files)
        and _are_within({start.sources + 1 for start in starts}, (None, *content.sources))
    )


def _are_within(numbers: set[int], known: Sized) -> bool:
    return not numbers or (min(numbers) >= 0 and max(numbers) < len(known))


def _parted(data: bytes) -> tuple[bytes, bytes]:
    end = len(_HEAD) + _CHECKSUM
    return data[:end], data[end:]


def _head(data: bytes) -> bytes:
    return _HEAD + crc32(data).to_bytes(_CHECKSUM, "big")


def nothing() -> Content:
    """What stands in no file."""
    return Content({}, [], [], [], [])
