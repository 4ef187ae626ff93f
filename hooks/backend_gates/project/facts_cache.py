"""Keeps the facts of files from one run to the next.

One file holds an index and, behind it, the facts as MessagePack: no code can hide in it. Facts
are found by the content that they are of, and a content by the stamp of its file. So neither a
fresh clone nor a moved file is read again, and a wrong answer would take two contents of one
digest. A damaged or foreign file is an empty cache.
"""

from __future__ import annotations

import os
import sys
import time
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO
from zlib import crc32

from msgspec import DecodeError, Meta, Struct
from msgspec.msgpack import decode, encode

from backend_gates import syntax
from backend_gates.project import cache_folder
from backend_gates.stamp import is_settled

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "facts-"
_KEPT_VERSIONS = 4
_HEAD = b"backend-gates facts 1\n"
_NUMBER = 8


class _Packed(Struct, frozen=True, array_like=True, gc=False):
    """Where the facts of a content stand in the file, counted from the end of the index."""

    offset: Annotated[int, Meta(ge=0)]
    length: Annotated[int, Meta(ge=0)]
    checksum: int


class _File(Struct, frozen=True, array_like=True, gc=False):
    """What a path held; the stamp is empty when it could not be trusted."""

    stamp: bytes
    digest: bytes


class _Index(Struct, frozen=True, array_like=True, gc=False):
    files: dict[bytes, _File]
    contents: dict[bytes, _Packed]


class _Stored:
    """A cache file as it was found."""

    def __init__(self, path: Path | None) -> None:
        self.index = _Index({}, {})
        self._file: BinaryIO | None = None
        if path is None:
            return
        try:
            self._file = path.open("rb")
            self._read_index(self._file)
        except (OSError, DecodeError, RecursionError):
            self.close()

    def _read_index(self, file: BinaryIO) -> None:
        if file.read(len(_HEAD)) != _HEAD:
            raise DecodeError
        length, checksum = (int.from_bytes(file.read(_NUMBER), "big") for _ in range(2))
        self._start = len(_HEAD) + 2 * _NUMBER + length
        room = os.fstat(file.fileno()).st_size - self._start
        if room < 0:
            raise DecodeError
        data = file.read(length)
        if crc32(data) != checksum:
            raise DecodeError
        index = decode(data, type=_Index)
        if any(place.offset + place.length > room for place in index.contents.values()):
            raise DecodeError
        self.index = index

    def packed(self, digest: bytes) -> bytes | None:
        """The facts of a content; None when there are none, or damaged ones."""
        place = self.index.contents.get(digest)
        if place is None:
            return None
        data = self.read(digest)
        return data if crc32(data) == place.checksum else None

    def read(self, digest: bytes) -> bytes:
        """What stands where the facts of a content should."""
        place = self.index.contents[digest]
        if self._file is None:
            return b""
        try:
            self._file.seek(self._start + place.offset)
            return self._file.read(place.length)
        except OSError:
            return b""

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


class FactsCache:
    """The facts that a project's files had when they were last read.

    Stamps are to be taken after the cache was made, and before the file is read.
    """

    def __init__(self, root: Path, *, on_disk: bool = True) -> None:
        self._root = root
        self._on_disk = on_disk
        self._name = f"{_PREFIX}{_version()}"
        self._now = time.time_ns()
        self._stored = _Stored(root / cache_folder.NAME / self._name if on_disk else None)
        self._files: dict[bytes, _File] = {}
        self._contents: dict[bytes, bytes] = {}

    @property
    def is_empty(self) -> bool:
        """Whether a look at a content is in vain, whatever it is."""
        return not (self._contents or self._stored.index.contents)

    def has(self, path: str, stamp: bytes) -> bool:
        """Whether `at` is likely to answer."""
        file = self._file(path)
        return file is not None and file.stamp == stamp

    def at(self, path: str, stamp: bytes) -> bytes | None:
        """The packed facts of a file that has not changed since; None when it may have."""
        file = self._file(path)
        return self._packed(file.digest) if file is not None and file.stamp == stamp else None

    def of(self, path: str, stamp: bytes, digest: bytes) -> bytes | None:
        """The packed facts of a content, known from now on to be the one at the path."""
        packed = self._packed(digest)
        if packed is not None:
            self._note(path, stamp, digest)
        return packed

    def add(self, path: str, stamp: bytes, digest: bytes, packed: bytes) -> None:
        """Remember the packed facts of a content; the stamp is the one before it was read."""
        self._note(path, stamp, digest)
        self._contents[digest] = packed

    def save(self) -> None:
        """Write what is new, beside what others have written meanwhile."""
        self._stored.close()
        folder = cache_folder.make(self._root) if self._on_disk and self._files else None
        if folder is None:
            return
        there = _Stored(folder / self._name)
        try:
            if cache_folder.write(folder, self._name, self._merged(there)):
                cache_folder.keep_newest(folder, _PREFIX, _KEPT_VERSIONS)
        finally:
            there.close()

    def _file(self, path: str) -> _File | None:
        name = os.fsencode(path)
        return self._files.get(name) or self._stored.index.files.get(name)

    def _packed(self, digest: bytes) -> bytes | None:
        return self._contents.get(digest) or self._stored.packed(digest)

    def _note(self, path: str, stamp: bytes, digest: bytes) -> None:
        trusted = stamp if is_settled(stamp, self._now) else b""
        file = _File(trusted, digest)
        if self._stored.index.files.get(os.fsencode(path)) != file or digest in self._contents:
            self._files[os.fsencode(path)] = file

    def _merged(self, there: _Stored) -> Iterator[bytes]:
        """The new file: what the paths that still exist hold, and the facts of that."""
        known = {**there.index.files, **self._files}
        files = {path: file for path, file in known.items() if self._exists(path)}
        places: dict[bytes, _Packed] = {}
        end = 0
        for digest in dict.fromkeys(file.digest for file in files.values()):
            place = self._place(digest) or there.index.contents.get(digest)
            if place is not None:
                places[digest] = _Packed(end, place.length, place.checksum)
                end += place.length
        files = {path: file for path, file in files.items() if file.digest in places}
        index = encode(_Index(files, places))
        yield _HEAD + len(index).to_bytes(_NUMBER, "big") + crc32(index).to_bytes(_NUMBER, "big")
        yield index
        yield from (self._contents.get(digest) or there.read(digest) for digest in places)

    def _exists(self, path: bytes) -> bool:
        return os.path.exists(os.path.join(os.fsencode(self._root), path))  # noqa: PTH110, PTH118  bytes

    def _place(self, digest: bytes) -> _Packed | None:
        packed = self._contents.get(digest)
        return None if packed is None else _Packed(0, len(packed), crc32(packed))


def digest_of(data: bytes) -> bytes:
    """What tells one content from all others."""
    return blake2b(data, digest_size=16).digest()


def _version() -> str:
    """What facts depend on beside a file's bytes: the readers, and the Python that runs them."""
    seen = blake2b(repr(sys.version_info[:2]).encode(), digest_size=8)
    for file in sorted(Path(syntax.__path__[0]).glob("*.py")):
        seen.update(file.read_bytes())
    return seen.hexdigest()
