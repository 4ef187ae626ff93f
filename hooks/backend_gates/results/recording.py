"""Remembers what a run answered, for as long as nothing that it depends on changes."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from backend_gates.project import cache_folder
from backend_gates.results.replay import file_name, packed, prefix, request_of
from backend_gates.results.watched import UncertainError, watched
from backend_gates.stamp import is_settled, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_KEPT = 16  # of each id: a long list of files is checked in several runs


class Recording:
    """A run that is going on; to be made before it reads anything.

    What changed since then, or so shortly before that a clock could not tell, is never taken for
    unchanged: then nothing is remembered.
    """

    def __init__(self, words: list[str], cwd: Path) -> None:
        self._words = words
        self._cwd = cwd
        self._start = time.time_ns()
        self._names: set[str] | None = None

    def begin(self, root: Path) -> None:
        """Make the cache folder now, as that changes the project's own folder."""
        if not (root / cache_folder.NAME).exists() and cache_folder.make(root):
            self._names = set(os.listdir(root))  # noqa: PTH208  names are all that is needed

    def save(self, root: Path, named: Iterable[str], output: bytes, code: int) -> None:
        """Remember what was printed; `named` are the files that the arguments name."""
        folder = cache_folder.make(root)
        if folder is None:
            return
        try:
            paths = set(watched(root, self._cwd, named))
        except (UncertainError, OSError, RuntimeError):
            return
        stamps = {path: stamp_of(os.fsencode(path)) for path in paths}
        if all(self._is_unchanged(path, stamp, root) for path, stamp in stamps.items()):
            words = {self._relative(path): stamp for path, stamp in stamps.items()}
            request = request_of(self._words)
            name = file_name(self._words[0], request)
            cache_folder.write(folder, name, [packed(request, words, output, code)])
            cache_folder.keep_newest(folder, prefix(self._words[0]), _KEPT)

    def _is_unchanged(self, path: Path, stamp: bytes, root: Path) -> bool:
        if path == root and self._names == set(os.listdir(root)):  # noqa: PTH208  likewise
            return is_settled(stamp)
        return is_settled(stamp, self._start)

    def _relative(self, path: Path) -> bytes:
        return os.fsencode(os.path.relpath(path, self._cwd))
