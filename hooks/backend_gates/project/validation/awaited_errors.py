"""Which of the project's own exceptions somebody in it is prepared for."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from backend_gates.content import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.project.project import Project

_PREPARED = (
    rb"(?:\bexcept\b[^:]*|\b(?:raises|isinstance|errorhandler)\([^)]*"
    rb"|\bexception_handlers?\b[^)]*)\b%b\b|[\"']%b[\"']"
)


class AwaitedErrors:
    """Answers by the names of the classes alone: this only ever keeps a check silent."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, bool] = {}

    def has_any(self, names: Iterable[str]) -> bool:
        """Whether a class by one of the names is caught, told apart or answered somewhere."""
        return any(map(self._has, names))

    def _has(self, name: str) -> bool:
        if name not in self._known:
            word = re.escape(name).encode()
            pattern = re.compile(_PREPARED % (word, word))
            found = (data for data in self._contents() if word in data)
            self._known[name] = any(map(pattern.search, found))
        return self._known[name]

    def _contents(self) -> Iterator[bytes]:
        for path in self._project.modules.paths:
            with suppress(OSError):
                yield content_of(self._project.modules.root / path)
