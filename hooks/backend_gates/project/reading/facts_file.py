"""The format in which facts are kept: an index and, behind it, the facts of each content.

All of it is MessagePack, in which no code can hide. What is damaged or foreign is an empty file.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, BinaryIO
from zlib import crc32

from msgspec import DecodeError, Meta, Struct
from msgspec.msgpack import decode, encode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

_HEAD = b"backend-gates facts 1\n"
_NUMBER = 8


class Packed(Struct, frozen=True, array_like=True, gc=False):
    """Where the facts of a content stand, counted from the end of the index."""

    offset: Annotated[int, Meta(ge=0)]
    length: Annotated[int, Meta(ge=0)]
    checksum: int


class Held(Struct, frozen=True, array_like=True, gc=False):
    """What a path held; the stamp is empty when it could not be trusted."""

    stamp: bytes
    digest: bytes


class Seen(Struct, frozen=True, array_like=True, gc=False):
    """What a path held when somebody looked, and the digest of its facts; empty is unknown."""

    stamp: bytes
    digest: bytes
    facts: bytes


class Index(Struct, frozen=True, array_like=True, gc=False):
    """What each path held, and where the facts of each content are, by its digest."""

    files: dict[bytes, Held]
    contents: dict[bytes, Packed]


class FactsFile:
    """A file as it was found, and open for as long as somebody may ask."""

    def __init__(self, path: Path) -> None:
        self.index = Index({}, {})
        self.size = 0
        self._file: BinaryIO | None = None
        try:
            self._file = path.open("rb")
            self._read_index(self._file)
        except (OSError, DecodeError, RecursionError):
            self.close()

    def __del__(self) -> None:
        self.close()

    def packed(self, digest: bytes) -> bytes | None:
        """The facts of a content; None when there are none, or damaged ones."""
        place = self.index.contents.get(digest)
        if place is None:
            return None
        data = self.read(place)
        return data if crc32(data) == place.checksum else None

    def read(self, place: Packed) -> bytes:
        """What stands at a place."""
        if self._file is None:
            return b""
        try:
            self._file.seek(self._start + place.offset)
            return self._file.read(place.length)
        except OSError:
            return b""

    def close(self) -> None:
        """Read no more; the index stays."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _read_index(self, file: BinaryIO) -> None:
        if file.read(len(_HEAD)) != _HEAD:
            raise DecodeError
        length, checksum = (int.from_bytes(file.read(_NUMBER), "big") for _ in range(2))
        self._start = len(_HEAD) + 2 * _NUMBER + length
        self.size = os.fstat(file.fileno()).st_size
        if self._start > self.size:
            raise DecodeError
        data = file.read(length)
        if crc32(data) != checksum:
            raise DecodeError
        index = decode(data, type=Index)
        places = index.contents.values()
        if any(self._start + place.offset + place.length > self.size for place in places):
            raise DecodeError
        self.index = index


def parts(
    files: Mapping[bytes, Held], new: Mapping[bytes, bytes], old: Collection[FactsFile]
) -> Iterator[bytes]:
    """A file in parts: what the paths hold, with the facts that are new, else with the old ones.

    Facts that nobody has any more are kept once more, for those who ask what has changed, and left
    out the next time.
    """
    places = {digest: Packed(0, len(facts), crc32(facts)) for digest, facts in new.items()}
    source: dict[bytes, tuple[FactsFile, Packed]] = {}
    for file in old:
        for digest, place in file.index.contents.items():
            if places.setdefault(digest, place) is place:
                source[digest] = (file, place)
    held = [*files.values(), *(each for file in old for each in file.index.files.values())]
    order = dict.fromkeys(each.digest for each in held if each.digest in places)
    index = encode(Index(dict(files), _in_a_row(order, places)))
    yield _HEAD + len(index).to_bytes(_NUMBER, "big") + crc32(index).to_bytes(_NUMBER, "big")
    yield index
    for digest in order:
        if digest in new:
            yield new[digest]
        else:
            file, place = source[digest]
            yield file.read(place)


def _in_a_row(order: Iterable[bytes], places: Mapping[bytes, Packed]) -> dict[bytes, Packed]:
    row: dict[bytes, Packed] = {}
    end = 0
    for digest in order:
        place = places[digest]
        row[digest] = Packed(end, place.length, place.checksum)
        end += place.length
    return row
