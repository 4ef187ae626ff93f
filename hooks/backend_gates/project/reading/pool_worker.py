"""The program of a process that reads files for another: paths in, packed facts out.

It ends when the other one does: then its standard input is at its end.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from msgspec.msgpack import decode, encode

from backend_gates.content import content_of
from backend_gates.project.reading.packing import Packed, pack

if TYPE_CHECKING:
    from collections.abc import Iterator

_LENGTH = 8


def send(pipe: IO[bytes], message: object) -> None:
    """Write a message so that `received` on the other side reads it."""
    data = encode(message)
    pipe.write(len(data).to_bytes(_LENGTH, "big") + data)
    pipe.flush()


def received(pipe: IO[bytes]) -> Iterator[bytes]:
    """The messages from the other side, packed, until it closes the pipe or ends."""
    while len(head := pipe.read(_LENGTH)) == _LENGTH:
        length = int.from_bytes(head, "big")
        data = pipe.read(length)
        if len(data) < length:
            return
        yield data


def _packed(path: bytes) -> Packed | None:
    try:
        return pack(content_of(path))
    except OSError:
        return None


def main() -> None:
    """Answer every list of paths with a list of what became of them, None for the missing."""
    gc.disable()  # trees hold no cycles, and looking for some takes a tenth of the time
    with suppress(KeyboardInterrupt, BrokenPipeError):
        for message in received(sys.stdin.buffer):
            paths = decode(message, type=list[bytes])
            send(sys.stdout.buffer, [_packed(path) for path in paths])


if __name__ == "__main__":
    main()
