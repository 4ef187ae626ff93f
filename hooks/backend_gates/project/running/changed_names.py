"""What names mean something else, now that some files say something else.

A name means what binds it. Where that is as it was, but for where it stands, and mentions no name
that means something else, the name means what it did. So it is in modules and in their classes,
whose attributes are looked up by their names as well. Where a function is as it was to those who
call it, and only does something else, its name means what it did, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.resolution.bindings import Imported
from backend_gates.project.running.parts import ALL_NAMES, is_same, is_same_from_outside, parts
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backend_gates.project.running.parts import Part


class Edit(NamedTuple):
    """What a file said, what it says now, and the bytes that say so."""

    before: facts.Module
    now: facts.Module
    data: bytes


class ChangedNames:
    """What the edits of files, by their paths, come to."""

    def __init__(self, edits: Mapping[str, Edit]) -> None:
        files = {path: _EditedFile(edit) for path, edit in edits.items()}
        self._files = {path: file for path, file in files.items() if file.is_clear}
        names = fresh = {name for file in self._files.values() for name in file.changed}
        while fresh:
            words = _any_of(fresh)
            fresh = {name for file in self._files.values() for name in file.drop(words)} - names
            names = names | fresh
        if not all(map(str.isascii, names)):  # they may be spelled in several ways
            self._files = {}
        self._names = [name.encode() for name in names]
        self._words = _any_of(names)

    @property
    def are_any(self) -> bool:
        """Whether any name may mean something else."""
        return bool(self._names)

    def is_clear(self, path: str) -> bool:
        """Whether it is known which names of a file may mean something else."""
        return path in self._files

    def stand_in(self, data: bytes) -> bool:
        """Whether any of the names that may mean something else stands in a file's bytes."""
        is_likely = any(name in data for name in self._names)
        return is_likely and self._words.search(data) is not None

    def line(self, path: str, line: int) -> int | None:
        """Where what stood at a line of a file stands now; None where it may be another thing."""
        return self._files[path].line(line) if path in self._files else None

    def does_the_same(self, path: str, line: int) -> bool:
        """Whether the function that stood at a line of a file does what it did."""
        return path in self._files and self._files[path].does_the_same(line)


class _Pair(NamedTuple):
    """A part as it was and as it is."""

    before: Part
    now: Part

    def stood_at(self, line: int) -> bool:
        before = self.before
        return before.line <= line <= before.end and not isinstance(before.content, Imported)


class _EditedFile:
    """The parts of a file that are the same, and the functions that are so from outside.

    `changed` are the names of all others. It `is_clear` when no further name is concerned.
    """

    def __init__(self, edit: Edit) -> None:
        before, now = parts(edit.before), parts(edit.now)
        self._lines = edit.data.splitlines()
        self._same: list[_Pair] = []
        self._from_outside: list[_Pair] = []
        self.changed: set[str] = set()
        for place in before.keys() | now.keys():
            self._compare(before.get(place, []), now.get(place, []))
        self.is_clear = ALL_NAMES not in self.changed

    def drop(self, words: re.Pattern[bytes]) -> set[str]:
        """Take what mentions any of the words for another thing; the names that mean it."""
        names: set[str] = set()
        pairs, self._same = self._same, []
        others, self._from_outside = self._from_outside, []
        for pair in pairs:
            is_told = words.search(pair.now.text(self._lines)) is not None
            (others if is_told else self._same).append(pair)
        for pair in others:
            if words.search(pair.now.head(self._lines)):
                names.update(pair.now.names())
            else:
                self._from_outside.append(pair)
        return names

    def line(self, line: int) -> int | None:
        """Where what stood at a line stands now."""
        found = (pair for pair in (*self._same, *self._from_outside) if pair.stood_at(line))
        pair = next(found, None)
        return None if pair is None else line + pair.now.line - pair.before.line

    def does_the_same(self, line: int) -> bool:
        """Whether what stood at a line is the same through and through."""
        found = (pair for pair in self._same if pair.stood_at(line))
        return any(isinstance(pair.now.content, facts.Node) for pair in found)

    def _compare(self, before: list[Part], now: list[Part]) -> None:
        pairs = list(map(_Pair, before, now))
        same = [is_same(*pair) for pair in pairs]
        if len(before) == len(now) and all(
            known or is_same_from_outside(*pair) for pair, known in zip(pairs, same, strict=True)
        ):
            for pair, known in zip(pairs, same, strict=True):
                (self._same if known else self._from_outside).append(pair)
        else:
            self.changed.update(name for part in (*before, *now) for name in part.names())


def _any_of(names: Iterable[str]) -> re.Pattern[bytes]:
    """Finds any of the names, each as a whole word."""
    words = b"|".join(re.escape(name.encode()) for name in sorted(names))
    return re.compile(rb"\b(?:%b)\b" % words if words else rb"(?!)")
