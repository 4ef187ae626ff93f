"""Which files may mean others than before, since files came or went."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from backend_gates.content import content_of
from backend_gates.project.reading.source_roots import only_roots

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

_PACKAGE = "__init__"


def affected(root: Path, before: Collection[str], now: Collection[str]) -> set[str]:
    """Those of the files there are now that may import something else than they did.

    They have the name of a module that came or went, or stand in a package that did.
    """
    changed = set(before) ^ set(now)
    if not changed:
        return set()
    if only_roots(before) != only_roots(now):
        return set(now)
    kept = set(before) & set(now)
    words = set(_words(changed, {_folder(path) for path in kept}))
    packages = {f"{_folder(path)}/" for path in changed if _stem(path) == _PACKAGE}
    return {
        path
        for path in kept
        if "/" in packages or path.startswith(tuple(packages)) or _has(root / path, words)
    } | (changed & set(now))


def _words(changed: Iterable[str], folders: Collection[str]) -> Iterator[str]:
    """What modules are imported by, and folders that got their first or lost their last one."""
    for path in changed:
        folder, stem = _folder(path), _stem(path)
        if stem != _PACKAGE:
            yield stem
        if stem == _PACKAGE or folder not in folders:
            yield folder.rpartition("/")[2]


def _has(file: Path, words: Collection[str]) -> bool:
    with suppress(OSError):
        data = content_of(file)
        return any(
            needle in data and re.search(rb"(?<!\w)%b(?!\w)" % re.escape(needle), data)
            for needle in map(str.encode, words)
        )
    return True


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]
