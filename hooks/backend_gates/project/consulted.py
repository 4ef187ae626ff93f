"""Which files answers come from, so that it is known when they hold no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

EVERYTHING = 1
THE_LIST = ""  # stands among the paths for which files there are


class Source(NamedTuple):
    """A file that was looked into: as a whole, or only for what some names mean in it."""

    path: str
    by_name: bool


class Consulted:
    """Collects the files that were looked into, as the bits of one number.

    The lowest bit, `EVERYTHING`, is for what any file may have a part in.
    """

    def __init__(self) -> None:
        self.files = 0
        self._sources = [Source("", by_name=False)]
        self._whole: dict[str, int] = {}
        self._by_name: dict[str, int] = {}

    def note(self, path: str) -> None:
        """Say that a file is looked into as a whole."""
        self.files |= self.bit(path)

    def note_names(self, path: str) -> None:
        """Say that names are looked up in a file, and nothing else of it is looked at."""
        self.files |= self.name_bit(path)

    def note_everything(self) -> None:
        """Say that an answer may come from anywhere."""
        self.files |= EVERYTHING

    def note_list(self) -> None:
        """Say that an answer depends on which files there are."""
        self.files |= self.bit(THE_LIST)

    def bit(self, path: str) -> int:
        """The bit of a whole file."""
        return self._whole.get(path) or self._new(self._whole, Source(path, by_name=False))

    def name_bit(self, path: str) -> int:
        """The bit of the names of a file."""
        return self._by_name.get(path) or self._new(self._by_name, Source(path, by_name=True))

    def sources(self, files: int) -> Iterator[Source]:
        """What a number stands for."""
        while files:
            lowest = files & -files
            yield self._sources[lowest.bit_length() - 1]
            files ^= lowest

    def during(
        self, find: Callable[Asked, Answer], *arguments: Asked.args, **named: Asked.kwargs
    ) -> tuple[Answer, int]:
        """What `find` says of its arguments, and the files that were looked into for that."""
        outer, self.files = self.files, 0
        try:
            answer = find(*arguments, **named)
            return answer, self.files
        finally:
            self.files |= outer

    def _new(self, bits: dict[str, int], source: Source) -> int:
        bit = bits[source.path] = 1 << len(self._sources)
        self._sources.append(source)
        return bit
