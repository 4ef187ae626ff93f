"""Remembers which files don't have what is looked for, so that few are read for it again."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from msgspec import DecodeError
from msgspec.msgpack import decode, encode

from backend_gates.content import content_of
from backend_gates.project.reading import cache_folder
from backend_gates.stamp import is_settled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from backend_gates.catalogue.execution import Signs

_PREFIX = "signs-"
_MOST = 16  # signs that are kept side by side
_OUTDATED = 50  # files that are searched again, beyond which the new answer is written


class Searched:
    """The files of a project that lack some signs, by their stamps when they were looked into."""

    def __init__(self, root: Path, signs: Signs) -> None:
        self._root = root
        self._signs = signs
        words = repr((signs.words, [(each.pattern, each.flags) for each in signs.patterns]))
        self._name = _PREFIX + blake2b(words.encode(), digest_size=8).hexdigest()
        self._now = time.time_ns()

    def bearing(self, stamps: Mapping[str, bytes]) -> dict[str, bytes]:
        """Those of the files with these stamps that bear the signs, with their bytes."""
        known, start = self._known(), os.path.join(self._root, "")  # noqa: PTH118  many paths
        unknown = [path for path, stamp in stamps.items() if known.get(path) != stamp]
        found = {path: data for path in unknown if (data := self._data(start + path)) is not None}
        lacking = stamps.keys() - found.keys()
        if len(unknown) - len(found) > min(_OUTDATED, len(known)):
            settled = (path for path in lacking if is_settled(stamps[path], self._now))
            self._save({path: stamps[path] for path in settled})
        return found

    def _data(self, file: str) -> bytes | None:
        """The bytes of a file that bears the signs."""
        with suppress(OSError):
            data = content_of(file)
            return data if self._signs.stand_in(data) else None
        return None

    def _known(self) -> dict[str, bytes]:
        with suppress(OSError, DecodeError):
            data = content_of(self._root / cache_folder.NAME / self._name)
            return decode(data, type=dict[str, bytes])
        return {}

    def _save(self, lacking: dict[str, bytes]) -> None:
        folder = cache_folder.make(self._root)
        if folder is not None:
            cache_folder.write(folder, self._name, [encode(lacking)])
            cache_folder.keep_newest(folder, _PREFIX, _MOST)
