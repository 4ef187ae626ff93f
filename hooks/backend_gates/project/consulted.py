"""Which files answers come from, so that it is known when they hold no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

EVERYTHING = 1
THE_LIST = ""  # stands among the paths for which files there are


class Consulted:
    """Collects the files that were looked into, as the bits of one number.

    The lowest bit, `EVERYTHING`, is for what any file may have a part in.
    """

    def __init__(self) -> None:
        self.files = 0
        self._paths = [""]
        self._bits: dict[str, int] = {}

    def note(self, path: str) -> None:
        """Say that a file is looked into."""
        self.files |= self.bit(path)

    def note_everything(self) -> None:
        """Say that an answer may come from anywhere."""
        self.files |= EVERYTHING

    def note_list(self) -> None:
        """Say that an answer depends on which files there are."""
        self.files |= self.bit(THE_LIST)

    def bit(self, path: str) -> int:
        """The bit of a file."""
        bit = self._bits.get(path)
        if bit is None:
            bit = self._bits[path] = 1 << len(self._paths)
            self._paths.append(path)
        return bit

    def paths(self, files: int) -> Iterator[str]:
        """The files that a number stands for."""
        while files:
            lowest = files & -files
            yield self._paths[lowest.bit_length() - 1]
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
