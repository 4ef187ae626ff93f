"""What the hooks that run other programs say: findings to stdout, all else to stderr."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def tell(hook_id: str, lines: Iterable[str]) -> None:
    """Write lines to stderr, each behind the hook's id, whatever the terminal's encoding."""
    for line in lines:
        sys.stderr.buffer.write(f"{hook_id}: {line}\n".encode("utf-8", "backslashreplace"))
    sys.stderr.flush()


def publish(text: str) -> None:
    """Write a report to stdout, whatever the terminal's encoding."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


def source_lines(path: str) -> Sequence[str]:
    """The lines of a file that a report shows; none when it cannot be read."""
    try:
        return Path(path).read_text("utf-8-sig", "replace").splitlines()
    except OSError:
        return ()
