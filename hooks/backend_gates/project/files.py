"""Finds the Python files of a project."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED = {"node_modules", "__pycache__", "site-packages", "build", "dist"}


def python_files(folder: Path, suffixes: tuple[str, ...] = (".py",)) -> tuple[str, ...]:
    """All Python files below a folder, relative to it, with forward slashes, sorted.

    In a git repository those that git tracks or would add; elsewhere all but those in hidden
    folders, virtual environments and build results.
    """
    listed = _listed_by_git(folder, suffixes)
    names = _walked(folder) if listed is None else listed
    return tuple(sorted(name for name in names if name.endswith(suffixes)))


def _listed_by_git(folder: Path, suffixes: tuple[str, ...]) -> list[str] | None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        output = subprocess.run(  # noqa: S603  git by its name, from PATH, as pre-commit does
            command, cwd=folder, capture_output=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    names = dict.fromkeys(os.fsdecode(name) for name in output.split(b"\0"))
    isfile, join, root = os.path.isfile, os.path.join, os.fspath(folder)
    return [name for name in names if name.endswith(suffixes) and isfile(join(root, name))]


def _walked(folder: Path) -> Iterator[str]:
    for current, folders, files in os.walk(folder):
        here = Path(current)
        folders[:] = [name for name in folders if _is_own(here / name)]
        for name in files:
            yield (here / name).relative_to(folder).as_posix()


def _is_own(folder: Path) -> bool:
    is_environment = (folder / "pyvenv.cfg").exists()
    return not (folder.name.startswith(".") or folder.name in _SKIPPED or is_environment)
