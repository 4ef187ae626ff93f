"""One line on the terminal that says how far a long run is."""

from __future__ import annotations

import sys
import time

_PATIENCE = 1.0
_INTERVAL = 0.1


class Progress:
    """Counts files, and shows the count when it takes more than a second and somebody looks."""

    def __init__(self, label: str, total: int) -> None:
        self._label = label
        self._total = total
        self._done = 0
        self._width = 0
        looked_at = sys.stderr is not None and sys.stderr.isatty()
        self._next = time.monotonic() + _PATIENCE if looked_at else float("inf")

    def step(self) -> None:
        """One file is done."""
        self._done += 1
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _INTERVAL
            text = f"{self._label}: {self._done:,} of {self._total:,} files"
            self._show(text.replace(",", " "))

    def close(self) -> None:
        """Wipe the line."""
        if self._width:
            self._show("")

    def _show(self, text: str) -> None:
        sys.stderr.write(f"\r{text.ljust(self._width)}\r{text}")
        sys.stderr.flush()
        self._width = len(text)
