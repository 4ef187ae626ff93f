"""Configuration that switches a ruff gate off for whole source folders."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from backend_gates.tools.ruff.configuration import Layer, texts, touches

_DEPTH = 3
_SHOWN = 3
_NO_SOURCE = frozenset(
    {
        "__pycache__",
        "__pypackages__",
        "_build",
        "buck-out",
        "build",
        "dist",
        "doc",
        "docs",
        "env",
        "node_modules",
        "site-packages",
        "test",
        "tests",
        "venv",
    }
)
_ALTERNATIVES = re.compile(r"\{([^{}]*)\}")
# No pattern that is meant for one module matches this one.
_ANY_MODULE = "any-folder/any-module.py"


def loopholes(
    layers: Sequence[Layer], rules: Sequence[str], exclude_keys: Sequence[str]
) -> list[str]:
    """Return one line for each pattern that hides whole source folders from the given rules.

    Parameters: the layers of one configuration, the gate's rule selectors, and the settings that
    hold exclude patterns.
    """
    lines: list[str] = []
    for layer in layers:
        folders = tuple(_source_folders(layer.file.parent))
        lines += _excluded(layer, folders, exclude_keys)
        lines += _ignored_per_file(layer, folders, rules)
    return lines


def _excluded(layer: Layer, folders: Sequence[str], keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        for pattern in _patterns(layer, key):
            hidden = [each for each in folders if _excludes(pattern, each)]
            if hidden:
                yield f'{_shown(layer.file)}: {key} "{pattern}" hides {_listed(hidden)} from ruff'


def _patterns(layer: Layer, key: str) -> tuple[str, ...]:
    if key.startswith(("lint.", "format.")):
        table, _, name = key.partition(".")
        inner = layer.settings.get(table)
        return texts(inner.get(name)) if isinstance(inner, dict) else ()
    return texts(layer.settings.get(key))


def _ignored_per_file(layer: Layer, folders: Sequence[str], rules: Sequence[str]) -> Iterator[str]:
    for key in ("per-file-ignores", "extend-per-file-ignores"):
        table = layer.value(key)
        for pattern, codes in (table if isinstance(table, Mapping) else {}).items():
            off = [each for each in texts(codes) if touches(each, rules)]
            hidden = [each for each in folders if _ignores(pattern, each)]
            if off and hidden:
                yield (
                    f'{_shown(layer.file)}: {key} "{pattern}" switches {", ".join(off)} off '
                    f"in {_listed(hidden)}"
                )


def _excludes(pattern: str, folder: str) -> bool:
    inside = f"{folder}/{_ANY_MODULE}"
    return _matches(pattern, (folder, folder.rsplit("/", 1)[-1], inside, _ANY_MODULE))


def _ignores(pattern: str, folder: str) -> bool:
    if pattern.startswith("!"):
        return not _ignores(pattern[1:], folder)
    return _matches(pattern, (f"{folder}/{_ANY_MODULE}", _ANY_MODULE.rsplit("/", 1)[-1]))


def _matches(pattern: str, names: Iterable[str]) -> bool:
    plain = pattern.removeprefix("./").rstrip("/")
    return any(fnmatchcase(name, each) for each in _spelled_out(plain) for name in names)


def _spelled_out(pattern: str) -> list[str]:
    """Return the patterns that one with `{a,b}` stands for; `*` crosses folders as in ruff."""
    braces = _ALTERNATIVES.search(pattern)
    if not braces:
        return [pattern]
    head, tail = pattern[: braces.start()], pattern[braces.end() :]
    return [done for part in braces[1].split(",") for done in _spelled_out(head + part + tail)]


def _source_folders(root: Path, inside: str = "", depth: int = 1) -> Iterator[str]:
    """Give the folders near the root that hold modules, outermost first."""
    try:
        with os.scandir(root / inside) as entries:
            names = sorted(each.name for each in entries if each.is_dir(follow_symlinks=False))
    except OSError:
        return
    for name in names:
        if name.startswith(".") or name in _NO_SOURCE:
            continue
        folder = f"{inside}/{name}" if inside else name
        if _has_modules(root / folder):
            yield folder
        if depth < _DEPTH:
            yield from _source_folders(root, folder, depth + 1)


def _has_modules(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return any(each.name.endswith(".py") for each in entries)
    except OSError:
        return False


def _listed(folders: Sequence[str]) -> str:
    """Name the folders, and leave out those inside one that is named already."""
    outer = [each for each in folders if not any(each.startswith(f"{other}/") for other in folders)]
    more = len(outer) - _SHOWN
    return ", ".join(outer[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _shown(file: Path) -> str:
    try:
        return file.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(file)
