"""Keeps what LibCST has confirmed, so that it isn't imported to say so again."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from importlib.util import find_spec
from typing import TYPE_CHECKING

from backend_gates.content import content_of
from backend_gates.project.reading import cache_folder
from backend_gates.project.reading.facts_cache import version
from backend_gates.stamp import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PREFIX = "confirmed-"
_LENGTH = 16
_MOST = 50_000  # pieces
_KEPT = 4  # versions side by side


class Confirmed:
    """The keys of pieces of source that LibCST reads as their facts say.

    A damaged key is the key of nothing, so that no file needs to be checked.
    """

    def __init__(self, root: Path, *, on_disk: bool) -> None:
        self._root = root
        self._on_disk = on_disk
        self._asked: set[bytes] | None = None
        self._before = 0

    @property
    def pieces(self) -> set[bytes]:
        """Those that are known, to be added to."""
        if self._asked is None:
            self._asked = set(self._read()) if self._on_disk else set()
            self._before = len(self._asked)
        return self._asked

    def _read(self) -> Iterator[bytes]:
        with suppress(OSError):
            data = content_of(self._root / cache_folder.NAME / self._name)
            for start in range(0, len(data), _LENGTH):
                yield data[start : start + _LENGTH]

    def save(self) -> None:
        """Write them when there are more."""
        is_new = self._on_disk and self._before < len(self._asked or ())
        folder = cache_folder.make(self._root) if is_new else None
        if folder is not None:
            cache_folder.write(folder, self._name, sorted(self.pieces)[:_MOST])
            cache_folder.keep_newest(folder, _PREFIX, _KEPT)

    @cached_property
    def _name(self) -> str:
        """It tells what the answers depend on beside the pieces."""
        found = find_spec("libcst")
        library = stamp_of(found.origin) if found is not None and found.origin else b""
        about = blake2b(version().encode() + library, digest_size=8)
        return f"{_PREFIX}{about.hexdigest()}"
