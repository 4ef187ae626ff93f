"""Remembers what a run answered, for as long as nothing that it depends on changes."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from backend_gates.project.reading import cache_folder
from backend_gates.results.replay import file_name, packed, prefix, request_of
from backend_gates.stamp import is_settled_at, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_KEPT = 16  # of each id: a long list of files is checked in several runs


class Recording:
    """A run that is going on; to be made before it reads anything.

    What changed since then, or so shortly before that a clock could not tell, is never taken for
    unchanged: then nothing is remembered.
    """

    def __init__(self, cwd: Path) -> None:
        self._cwd = cwd
        self._start = time.time_ns()
        self._names: set[bytes] | None = None

    def begin(self, root: Path) -> None:
        """Make the cache folder now, as that changes the project's own folder."""
        if not (root / cache_folder.NAME).exists() and cache_folder.make(root):
            self._names = _names_in(os.fsencode(root))

    def save(
        self, words: list[str], root: Path, named: Iterable[str], output: bytes, code: int
    ) -> None:
        """Remember what these words had printed; `named` are the files that they name."""
        from backend_gates.results.watched import (  # noqa: PLC0415  not before there is an answer
            UncertainError,
            watched,
        )

        folder = cache_folder.make(root)
        if folder is None:
            return
        try:
            paths = sorted(set(watched(os.fspath(root), os.fspath(self._cwd), named)))
        except (UncertainError, OSError):
            return
        way = os.path.relpath(root, self._cwd)
        seen = [os.fsencode(_from(way, path)) for path in paths]
        state = state_of(seen)  # before the look at the times: a change between them shows there
        if all(map(self._is_unchanged, paths, seen)):
            request = request_of(words)
            name = file_name(words[0], request)
            cache_folder.write(folder, name, [packed(request, seen, state, output, code)])
            cache_folder.keep_newest(folder, prefix(words[0]), _KEPT)

    def _is_unchanged(self, path: str, seen: bytes) -> bool:
        if not path and self._names == _names_in(seen):
            return is_settled_at(seen)
        return is_settled_at(seen, self._start)


def _names_in(folder: bytes) -> set[bytes]:
    return set(os.listdir(folder))  # noqa: PTH208  names are all that is needed


def _from(way: str, path: str) -> str:
    """A path as the working directory sees it; `way` leads to what it starts at."""
    return path or way if way == os.curdir else os.path.join(way, path)  # noqa: PTH118  many
