"""Find the project's own modules and the folders from which they are imported."""

import os
from collections.abc import Iterator
from pathlib import Path

_FOREIGN = frozenset({"__pycache__", "__pypackages__", "node_modules", "site-packages"})
_ENVIRONMENT_MARKS = ("pyvenv.cfg", "conda-meta")


def starts_environment(folder: Path) -> bool:
    """Say whether the folder is a virtual environment."""
    return any((folder / mark).exists() for mark in _ENVIRONMENT_MARKS)


def source_files(root: Path) -> tuple[str, ...]:
    """Return the project's modules as relative paths with forward slashes, in order.

    Hidden folders, virtual environments and installed packages aren't the project's.
    """
    return tuple(sorted(_modules(root, "")))


def import_roots(root: Path) -> tuple[Path, ...]:
    """Return the folders that Python's path needs so that the project's imports work.

    The project's folder is one. A folder without modules of its own is another when it holds
    packages, or is called `src`: `src/shop/__init__.py` is imported as `shop`. A folder with
    modules and no `__init__.py` is a package of the folder around it: `app/main.py` is `app.main`.
    """
    return (root, *_roots_below(root))


def _roots_below(folder: Path) -> Iterator[Path]:
    for child in _own_folders(folder):
        if _has_modules(child):
            continue
        inner = list(_own_folders(child))
        if child.name == "src" or any((each / "__init__.py").is_file() for each in inner):
            yield child
        else:
            yield from _roots_below(child)


def _modules(root: Path, inside: str) -> Iterator[str]:
    for name in _names(root / inside):
        path = f"{inside}{name}"
        if name.endswith((".py", ".pyi")):
            yield path
        elif _is_own(root / path):
            yield from _modules(root, f"{path}/")


def _own_folders(folder: Path) -> Iterator[Path]:
    return (folder / name for name in _names(folder) if _is_own(folder / name))


def _is_own(folder: Path) -> bool:
    foreign = folder.name.startswith(".") or folder.name in _FOREIGN
    plain = not foreign and folder.is_dir() and not folder.is_symlink()
    return plain and not starts_environment(folder)


def _has_modules(folder: Path) -> bool:
    return any(name.endswith((".py", ".pyi")) for name in _names(folder))


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  names are all that is needed
    except OSError:
        return []
