"""What stands in the files of a project: read once, by several processes when that pays."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import DecodeError

from backend_gates.content import content_of
from backend_gates.project.reading import files
from backend_gates.project.reading.confirmed import Confirmed
from backend_gates.project.reading.dependencies import Dependencies
from backend_gates.project.reading.facts_cache import FactsCache, digest_of
from backend_gates.project.reading.facts_file import Seen
from backend_gates.project.reading.packing import Packed, pack, unpack
from backend_gates.project.reading.progress import Progress
from backend_gates.project.reading.searched import Searched
from backend_gates.project.reading.source_roots import only_roots
from backend_gates.project.reading.testing_paths import is_test
from backend_gates.stamp import stamp
from backend_gates.syntax.source import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backend_gates.catalogue.execution import Signs
    from backend_gates.syntax import facts

_WORTH_A_POOL = 1024 * 1024  # bytes; starting the workers takes as long as reading a third of that


class Archive:
    """The facts of the files below `root`, by path relative to it.

    `label` is what the line of progress starts with. Without a cache nothing is kept on disk.
    """

    def __init__(self, root: Path, *, label: str = "", use_cache: bool = True) -> None:
        self._root = os.fspath(root)
        self._label = label
        self._cache = FactsCache(root, on_disk=use_cache)
        self.root = Path(root)
        self.is_kept = use_cache
        self.contents: dict[str, Seen] = {}
        self.confirmed = Confirmed(self.root, on_disk=use_cache)
        self._problems: dict[str, UnreadableError] = {}
        self._bearing: dict[tuple[Signs, bool], Mapping[str, bytes]] = {}
        self._bytes: dict[str, bytes] = {}

    @cached_property
    def paths(self) -> frozenset[str]:
        """All Python files of the project, interfaces included."""
        return frozenset(self.stamps)

    @cached_property
    def stamps(self) -> Mapping[str, bytes]:
        """The stamps that they had when they were looked for."""
        return files.stamps(self._root, files.SUFFIXES)

    @cached_property
    def dependencies(self) -> Dependencies:
        """What the project's manifests say of libraries."""
        return Dependencies(self._root)

    @cached_property
    def packages(self) -> frozenset[str]:
        """The folders that hold modules."""
        return frozenset(path.rpartition("/")[0] for path in self.paths if path.endswith(".py"))

    @cached_property
    def importable(self) -> frozenset[str]:
        """What a dotted name of the project's can start with: names of modules and of folders."""
        stems = (path.rpartition(".")[0] for path in self.paths)
        return frozenset(part for stem in stems for part in stem.split("/"))

    @cached_property
    def only_roots(self) -> Mapping[str, str]:
        """The one source root of each top-level module or package that several don't share."""
        return only_roots(self.paths)

    def facts_of(self, path: str) -> facts.Module:
        """What stands in a file, a value of its own at every call.

        Raises OSError and UnreadableError.
        """
        if path in self._problems:
            raise self._problems[path]
        file = self._file(path)
        stamp_before = stamp(os.stat(file))  # noqa: PTH116  asked for every file
        return self._kept(path, stamp_before) or self._read(path, stamp_before)

    def _kept(self, path: str, stamp_before: bytes) -> facts.Module | None:
        with suppress(DecodeError, RecursionError):
            packed = self._cache.at(path, stamp_before)
            return None if packed is None else self._unpacked(path, packed)
        return None

    def _unpacked(self, path: str, packed: bytes) -> facts.Module:
        """The facts of a file, of which it is noted what they come from."""
        found, held = unpack(packed), self._cache.held(path)
        if held is not None:
            self.contents[path] = Seen(held.stamp, held.digest, digest_of(packed))
        return found

    def earlier(self, digest: bytes) -> facts.Module | None:
        """The facts of a content that some file had; None when they aren't kept any more."""
        with suppress(DecodeError, RecursionError):
            packed = self._cache.packed(digest)
            return None if packed is None else unpack(packed)
        return None

    def seen(self, path: str) -> Seen | None:
        """What a file holds, read if it hasn't been; None when it cannot be."""
        if path not in self.contents:
            with suppress(OSError, UnreadableError):
                self.facts_of(path)
        return self.contents.get(path)

    def bearing(self, signs: Signs, *, is_lasting: bool = False) -> Mapping[str, bytes]:
        """The files that bear the signs, with their bytes; looked for once.

        With `is_lasting` tests are left out, and it is kept for other runs which files lack them.
        """
        if (signs, is_lasting) not in self._bearing:
            paths = sorted(self._own if is_lasting else self.paths)
            self._bearing[signs, is_lasting] = (
                Searched(self.root, signs).bearing({path: self.stamps[path] for path in paths})
                if is_lasting and self.is_kept
                else dict(self._search(signs, paths))
            )
        return self._bearing[signs, is_lasting]

    def content(self, path: str) -> bytes:
        """The bytes of a file, as they were when first asked for; raises OSError."""
        data = self._bytes.get(path)
        if data is None:
            data = self._bytes[path] = content_of(self._file(path))
        return data

    def mentions(self, path: str, words: Iterable[str]) -> bool:
        """Whether any of the words stands in a file."""
        with suppress(OSError):
            data = self.content(path)
            return any(word.encode() in data for word in words)
        return False

    def prepare(self, paths: Iterable[str]) -> None:
        """Read all of these, so that asking for their facts costs little; raises nothing."""
        stamps = {path: found for path in paths if (found := self._changed(path)) is not None}
        with closing(Progress(self._label, len(stamps))) as progress:
            for path, packed in self._packed(stamps):
                self._keep(path, stamp(stamps.pop(path)), packed)
                progress.step()
            for path, found in stamps.items():
                with suppress(OSError):
                    data = content_of(self._file(path))
                    if self._cache.of(path, stamp(found), digest_of(data)) is None:
                        self._keep(path, stamp(found), pack(data))
                progress.step()

    def save(self) -> None:
        """Keep on disk what is new."""
        self._cache.save()
        self.confirmed.save()

    @cached_property
    def _own(self) -> Sequence[str]:
        """The files that a service runs."""
        return [path for path in self.paths if not is_test(path)]

    def _search(self, signs: Signs, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for path in paths:
            with suppress(OSError):
                data = self.content(path)
                if signs.stand_in(data):
                    yield path, data

    def _file(self, path: str) -> str:
        return os.path.join(self._root, path)  # noqa: PTH118  asked for every file

    def _changed(self, path: str) -> os.stat_result | None:
        """The state of a file that the cache knows nothing of; None when there is no such file."""
        if path in self._problems:
            return None
        with suppress(OSError):
            found = os.stat(self._file(path))  # noqa: PTH116  asked for every file
            if not self._cache.has(path, stamp(found)) and not self._is_old_content(path, found):
                return found
        return None

    def _is_old_content(self, path: str, found: os.stat_result) -> bool:
        if self._cache.is_empty:
            return False
        digest = digest_of(content_of(self._file(path)))
        return self._cache.of(path, stamp(found), digest) is not None

    def _packed(self, stats: dict[str, os.stat_result]) -> Iterator[tuple[str, Packed]]:
        """What a pool made of the files, nothing when they are too few for one."""
        if sum(found.st_size for found in stats.values()) < _WORTH_A_POOL:
            return
        from backend_gates.project.reading import pool  # noqa: PLC0415  few runs read so much

        workers = pool.worker_count()
        if workers > 1:
            names = {self._file(path): path for path in stats}
            sizes = [(stats[path].st_size, file) for file, path in names.items()]
            for file, packed in pool.read(sizes, workers):
                yield names[file], packed

    def _read(self, path: str, stamp_before: bytes) -> facts.Module:
        data = content_of(self._file(path))
        with suppress(DecodeError, RecursionError):
            known = self._cache.of(path, stamp_before, digest_of(data))
            if known is not None:
                return self._unpacked(path, known)
        packed = pack(data)
        self._keep(path, stamp_before, packed)
        if packed.problem is not None:
            raise self._problems[path]
        return self._unpacked(path, packed.facts)

    def _keep(self, path: str, stamp_before: bytes, packed: Packed) -> None:
        problem = packed.problem
        if problem is None:
            self._cache.add(path, stamp_before, packed.digest, packed.facts)
        else:
            error = UnreadableError(problem.message, problem.line, problem.column)
            self._problems[path] = error
