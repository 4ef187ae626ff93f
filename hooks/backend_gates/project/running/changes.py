"""What has happened to the files of a project since somebody looked into them."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backend_gates.content import content_of
from backend_gates.project.consulted import THE_LIST
from backend_gates.project.reading.facts_cache import digest_of
from backend_gates.project.running.came_or_went import affected
from backend_gates.project.running.changed_names import ChangedNames, Edit
from backend_gates.stamp import is_settled
from backend_gates.syntax.source import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from backend_gates.project.reading.archive import Archive
    from backend_gates.project.reading.facts_file import Seen


class Changes:
    """Compares the `used` ones of all files with what is known that they held `before`."""

    def __init__(self, archive: Archive, before: Mapping[str, Seen], used: Collection[str]) -> None:
        self._archive = archive
        self._before = before
        self._used = used
        self._now = time.time_ns()
        self._start = os.path.join(archive.root, "")  # noqa: PTH118  thousands of paths

    @cached_property
    def touched(self) -> tuple[str, ...]:
        """Those of them whose bytes are not known to be the same."""
        return tuple(path for path in self._used if path not in self.same and path != THE_LIST)

    @cached_property
    def same(self) -> Mapping[str, Seen]:
        """The others, with what they hold, told by the stamps that they have now."""
        found = ((path, self._same(path)) for path in self._used if path != THE_LIST)
        return {path: seen for path, seen in found if seen is not None}

    @cached_property
    def paths(self) -> frozenset[str]:
        """The files that are gone, that say something else, or that may mean other files."""
        return self._edited | self._affected

    @cached_property
    def names(self) -> ChangedNames:
        """What the edits come to, of the files of which it is known still what they said."""
        paths = self._edited - self._affected
        return ChangedNames({path: edit for path in paths if (edit := self._edit(path))})

    @cached_property
    def _edited(self) -> frozenset[str]:
        self._archive.prepare(self.touched)
        return frozenset(path for path in self.touched if not self._says_the_same(path))

    @cached_property
    def _affected(self) -> frozenset[str]:
        """Those that files concern that came or went."""
        before, now = self._before.keys() - {THE_LIST}, self._archive.paths
        if not before or before == now:
            return frozenset()
        others = affected(self._archive.root, before, now)
        return frozenset({THE_LIST, *(before - now), *others})

    def _edit(self, path: str) -> Edit | None:
        before = self._archive.earlier(self._before[path].digest)
        if before is None:
            return None
        with suppress(OSError, UnreadableError):
            now = self._archive.facts_of(path)
            return Edit(before, now, content_of(self._start + path))
        return None

    def _says_the_same(self, path: str) -> bool:
        """Whether a file that holds something else has the same facts, as with a new comment."""
        now = self._archive.seen(path)
        return now is not None and now.facts == self._before[path].facts

    def _same(self, path: str) -> Seen | None:
        """What a file held, if it holds that still; None where nobody knows."""
        seen, stamp = self._before[path], self._archive.stamps.get(path)
        if stamp is None or not seen.digest:
            return None
        if stamp == seen.stamp:
            return seen
        with suppress(OSError):
            if digest_of(content_of(self._start + path)) == seen.digest:
                return replace(seen, stamp=stamp if is_settled(stamp, self._now) else b"")
        return None
