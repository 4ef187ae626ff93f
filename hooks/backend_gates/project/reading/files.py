"""Finds the Python files of a project."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from backend_gates.stamp import stamp, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".py", ".pyi")

_SKIPPED = {"node_modules", "__pycache__", "site-packages", "build", "dist"}


def python_files(folder: Path | str, suffixes: tuple[str, ...] = (".py",)) -> tuple[str, ...]:
    """All Python files below a folder, relative to it, with forward slashes, sorted."""
    return tuple(stamps(folder, suffixes))


def stamps(folder: Path | str, suffixes: tuple[str, ...] = (".py",)) -> dict[str, bytes]:
    """The stamps that these files have, by their names.

    They are, in a git repository, those that git tracks or would add; elsewhere all but those in
    hidden folders, virtual environments and build results.
    """
    listed, start = listed_by_git(folder), os.path.join(folder, "")  # noqa: PTH118  thousands
    if listed is None:
        names = sorted(name for name in _walked(folder) if name.endswith(suffixes))
        return {name: stamp_of(start + name) for name in names}
    found: dict[str, bytes] = {}
    for name in sorted(name for name in listed if name.endswith(suffixes)):
        with suppress(OSError):
            state = os.stat(start + name)  # noqa: PTH116  likewise
            if S_ISREG(state.st_mode):
                found[name] = stamp(state)
    return found


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
