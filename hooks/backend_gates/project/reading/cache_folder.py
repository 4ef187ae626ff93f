"""The folder that caches are kept in: made when something is written, and ignored by git.

Whatever goes wrong with it, a run does without: no function here raises for a disk's reasons.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = ".backend_gates_cache"

_TEMPORARY = ".tmp"
_CONTENT = {
    "CACHEDIR.TAG": b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# This folder is a cache of backend-gates; it may be deleted at any time.\n",
    ".gitignore": b"*\n",
}


def make(root: Path) -> Path | None:
    """The cache folder of a project, made when it is not there; None when it cannot be.

    A link is not followed: a repository must not choose a folder of the user's to be written to.
    """
    folder = root / NAME
    if folder.is_symlink():
        return None
    try:
        folder.mkdir(exist_ok=True)
        for name, content in _CONTENT.items():
            with suppress(FileExistsError), (folder / name).open("xb") as file:
                file.write(content)
    except OSError:
        return None
    return folder


def write(folder: Path, name: str, parts: Iterable[bytes]) -> bool:
    """Put a file in the folder, all of it or nothing; says whether that went well."""
    _remove_leftovers(folder)
    temporary = folder / f"{name}.{os.urandom(6).hex()}{_TEMPORARY}"
    try:
        with temporary.open("xb") as file:
            _lock(file)
            file.writelines(parts)
        temporary.replace(folder / name)
    except OSError:
        remove(temporary)
        return False
    return True


def remove(file: Path) -> None:
    """Remove a file, if that can be done."""
    with suppress(OSError):
        file.unlink()


def keep_newest(folder: Path, prefix: str, number: int) -> None:
    """Remove the files by that prefix but for the ones written last."""
    with suppress(OSError):
        files = [file for file in folder.iterdir() if file.name.startswith(prefix)]
        files.sort(key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in files[number:]:
            file.unlink()


def _remove_leftovers(folder: Path) -> None:
    """Remove what writers have left behind that were killed: nobody holds its lock."""
    for file in folder.glob(f"*{_TEMPORARY}"):
        with suppress(OSError):
            with file.open("rb") as leftover:
                _lock(leftover)
            file.unlink()


def _lock(file: BinaryIO) -> None:
    """Hold the file until it is closed; raises OSError when somebody else does.

    Windows needs no lock: it removes no file that is open.
    """
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415  unknown to Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
