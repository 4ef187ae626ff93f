"""Which files answers come from, so that it is known when they hold no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

EVERYTHING = ""


class Consulted:
    """Collects the files that were looked into, as the bits of one number.

    `EVERYTHING` is noted in place of a path where an answer may come from any file, or from what
    files there are.
    """

    def __init__(self) -> None:
        self.files = 0
        self._bits: dict[str, int] = {}
        self._paths: list[str] = []
        self._meant: dict[int, frozenset[str]] = {}

    def note(self, path: str) -> None:
        """Say that a file is looked into."""
        bit = self._bits.get(path)
        if bit is None:
            bit = self._bits[path] = 1 << len(self._paths)
            self._paths.append(path)
        self.files |= bit

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

    def paths(self, files: int) -> frozenset[str]:
        """The files that a number stands for."""
        if files not in self._meant:
            bits = bin(files)[:1:-1]
            self._meant[files] = frozenset(
                path for path, bit in zip(self._paths, bits, strict=False) if bit == "1"
            )
        return self._meant[files]
