"""Finds the Python files of a project."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".py", ".pyi")

_SKIPPED = {"node_modules", "__pycache__", "site-packages", "build", "dist"}


def python_files(folder: Path | str, suffixes: tuple[str, ...] = (".py",)) -> tuple[str, ...]:
    """All Python files below a folder, relative to it, with forward slashes, sorted.

    In a git repository those that git tracks or would add; elsewhere all but those in hidden
    folders, virtual environments and build results.
    """
    listed = listed_by_git(folder)
    if listed is None:
        return tuple(sorted(name for name in _walked(folder) if name.endswith(suffixes)))
    isfile, join, root = os.path.isfile, os.path.join, os.fspath(folder)
    names = (name for name in listed if name.endswith(suffixes))
    return tuple(sorted(name for name in names if isfile(join(root, name))))


def listed_by_git(folder: Path | str) -> set[str] | None:
    """The files below a folder that git tracks, or would add; None when it cannot say."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        output = subprocess.run(  # noqa: S603  git by its name, from PATH, as pre-commit does
            command, cwd=folder, capture_output=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return {os.fsdecode(name) for name in output.split(b"\0") if name}


def walked_folders(folder: Path | str) -> Iterator[str]:
    """The folders that are looked into where git says nothing, and those that may come to be.

    They are relative to `folder`, which is empty itself.
    """
    for current, names, _ in os.walk(folder):
        here = os.path.relpath(current, folder)
        yield "" if here == os.curdir else here
        names[:] = [name for name in names if _may_be_own(name)]
        environments = [name for name in names if _is_environment(Path(current, name))]
        yield from (os.path.normpath(os.path.join(here, name)) for name in environments)  # noqa: PTH118  text
        names[:] = [name for name in names if name not in environments]


def _walked(folder: Path | str) -> Iterator[str]:
    for current, folders, files in os.walk(folder):
        here = Path(current)
        folders[:] = [name for name in folders if _is_own(here / name)]
        for name in files:
            yield (here / name).relative_to(folder).as_posix()


def _is_own(folder: Path) -> bool:
    return _may_be_own(folder.name) and not _is_environment(folder)


def _may_be_own(name: str) -> bool:
    return not (name.startswith(".") or name in _SKIPPED)


def _is_environment(folder: Path) -> bool:
    return (folder / "pyvenv.cfg").exists()
