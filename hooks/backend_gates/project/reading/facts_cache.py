"""Keeps the facts of files from one run to the next.

Facts are found by the content that they are of, and a content by the stamp of its file. So neither
a fresh clone nor a moved file is read again, and a wrong answer would take two contents of one
digest. There are two files: one with nearly everything, and a small one with what has changed
since, so that a run after a small change writes little.
"""

from __future__ import annotations

import os
import sys
import time
from hashlib import blake2b
from pathlib import Path

from backend_gates import syntax
from backend_gates.project.reading import cache_folder
from backend_gates.project.reading.facts_file import FactsFile, Held, parts
from backend_gates.stamp import is_settled

_PREFIX = "facts-"
_RECENT = ".recent"
_KEPT = 8
_LITTLE = 1 / 8


class FactsCache:
    """The facts that a project's files had when they were last read.

    Stamps are to be taken after the cache was made, and before the file is read. A cache that is
    not on disk reads and writes nothing.
    """

    def __init__(self, root: Path, *, on_disk: bool = True) -> None:
        self._root = root
        self._on_disk = on_disk
        self._name = f"{_PREFIX}{version()}"
        self._now = time.time_ns()
        self._old = self._open(root / cache_folder.NAME) if on_disk else ()
        self._known = {path: held for file in self._old for path, held in file.index.files.items()}
        self._changed: dict[bytes, Held] = {}
        self._new: dict[bytes, bytes] = {}

    @property
    def is_empty(self) -> bool:
        """Whether a look at a content is in vain, whatever it is."""
        return not (self._new or self._known)

    def has(self, path: str, stamp: bytes) -> bool:
        """Whether `at` is likely to answer."""
        held = self._known.get(os.fsencode(path))
        return held is not None and held.stamp == stamp

    def held(self, path: str) -> Held | None:
        """What a path held when its facts were last asked for."""
        return self._known.get(os.fsencode(path))

    def at(self, path: str, stamp: bytes) -> bytes | None:
        """The packed facts of a file that has not changed since; None when it may have."""
        held = self._known.get(os.fsencode(path))
        return self.packed(held.digest) if held is not None and held.stamp == stamp else None

    def of(self, path: str, stamp: bytes, digest: bytes) -> bytes | None:
        """The packed facts of a content, known from now on to be the one at the path."""
        packed = self.packed(digest)
        if packed is not None:
            self._note(path, stamp, digest)
        return packed

    def packed(self, digest: bytes) -> bytes | None:
        """The packed facts of a content, whichever path has or had it."""
        found = (packed for file in self._old if (packed := file.packed(digest)) is not None)
        return self._new.get(digest) or next(found, None)

    def add(self, path: str, stamp: bytes, digest: bytes, packed: bytes) -> None:
        """Remember the packed facts of a content; the stamp is the one before it was read."""
        self._new[digest] = packed
        self._note(path, stamp, digest)

    def save(self) -> None:
        """Write what is new, beside what others have written meanwhile."""
        for file in self._old:
            file.close()
        folder = cache_folder.make(self._root) if self._on_disk and self._changed else None
        if folder is None:
            return
        most, recent = there = self._open(folder)
        try:
            if recent.size + sum(map(len, self._new.values())) < most.size * _LITTLE:
                self._write(folder, self._name + _RECENT, (recent,))
            elif self._write(folder, self._name, there):
                cache_folder.remove(folder / (self._name + _RECENT))
        finally:
            for file in there:
                file.close()
        cache_folder.keep_newest(folder, _PREFIX, _KEPT)

    def _open(self, folder: Path) -> tuple[FactsFile, FactsFile]:
        return FactsFile(folder / self._name), FactsFile(folder / (self._name + _RECENT))

    def _write(self, folder: Path, name: str, old: tuple[FactsFile, ...]) -> bool:
        """Write a file with what the old ones say of paths that still exist, and what changed."""
        files = {path: held for file in old for path, held in file.index.files.items()}
        files |= self._changed
        kept = {path: held for path, held in files.items() if self._exists(path)}
        return cache_folder.write(folder, name, parts(kept, self._new, old))

    def _note(self, path: str, stamp: bytes, digest: bytes) -> None:
        name = os.fsencode(path)
        held = Held(stamp if is_settled(stamp, self._now) else b"", digest)
        if self._known.get(name) != held or digest in self._new:
            self._known[name] = self._changed[name] = held

    def _exists(self, path: bytes) -> bool:
        return os.path.exists(os.path.join(os.fsencode(self._root), path))  # noqa: PTH110, PTH118  bytes


def digest_of(data: bytes) -> bytes:
    """What tells one content from all others."""
    return blake2b(data, digest_size=16).digest()


def version() -> str:
    """What facts depend on beside a file's bytes: the readers, and the Python that runs them."""
    seen = blake2b(repr(sys.version_info[:2]).encode(), digest_size=8)
    for file in sorted(Path(syntax.__path__[0]).glob("*.py")):
        seen.update(file.read_bytes())
    return seen.hexdigest()
