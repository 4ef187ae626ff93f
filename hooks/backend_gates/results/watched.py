"""What the answer of a run depends on, as paths: a change of any gives its stamp another value."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import backend_gates
from backend_gates.project import cache_folder, files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SETTINGS = "pyproject.toml"
_IGNORE = ".gitignore"
_NOT_LOOKED_INTO = {".git", cache_folder.NAME}


class UncertainError(Exception):
    """It cannot be said what the answer depends on."""


def watched(root: Path, cwd: Path, named: Iterable[str]) -> Iterator[Path]:
    """All paths that a run in `cwd` on the project at `root` depends on, some more than once.

    These are our own files, the settings, the files that were named, all Python files of the
    project, each folder that a new one could be in, and what tells git which files to ignore.
    Raises UncertainError.
    """
    yield from _own()
    yield from _settings(cwd)
    for name in named:
        path = Path(os.path.abspath(cwd / name))  # noqa: PTH100  links are not to be followed
        if not path.is_relative_to(root):
            raise UncertainError
        yield path
    yield from (root / name for name in files.python_files(root, (".py", ".pyi")))
    yield from _layout(root, cwd)


def _own() -> Iterator[Path]:
    for folder in backend_gates.__path__:
        yield from (path for path in Path(folder).rglob("*") if path.suffix in {".py", ".toml"})


def _settings(cwd: Path) -> Iterator[Path]:
    for folder in (cwd, *cwd.parents):
        yield folder / _SETTINGS
        if (folder / ".git").exists():
            return
        yield folder / ".git"


def _layout(root: Path, cwd: Path) -> Iterator[Path]:
    """The folders of the project, and what says which of their files belong to it."""
    listed = files.listed_by_git(root)
    if listed is None:
        if any((folder / ".git").exists() for folder in (cwd, *cwd.parents)):
            raise UncertainError
        yield from files.walked_folders(root)
        return
    yield from _git_files(root)
    yield from _open_folders(root, listed)


def _git_files(root: Path) -> Iterator[Path]:
    """What git reads to find out which files there are, and which of them are ignored."""
    inner = _git(root, "rev-parse", "--git-path", "index", "--git-path", "info/exclude")
    yield from (root / name for name in inner.decode().splitlines())
    words = _git(root, "config", "--list", "--show-origin", "-z").split(b"\0")
    for origin, setting in zip(words[::2], words[1::2], strict=False):
        kind, _, name = os.fsdecode(origin).partition(":")
        if kind == "file":
            yield root / name
        key, _, value = os.fsdecode(setting).partition("\n")
        if key == "core.excludesfile":
            yield root / Path(value).expanduser()
    home = Path.home()
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    yield from (Path("/etc/gitconfig"), home / ".gitconfig")
    yield from (settings / "git" / "config", settings / "git" / "ignore")


def _open_folders(root: Path, listed: Iterable[str]) -> Iterator[Path]:
    """The folders that git would look into for new files, with the `.gitignore` files in them."""
    leading = _leading(listed)
    waiting = [""]
    while waiting:
        doubtful: list[str] = []
        while waiting:
            name = waiting.pop()
            entries = _entries(root / name)
            yield from (root / name / each for each in ("", _IGNORE) if each in entries or not each)
            if name and ".git" in entries:
                continue  # a repository of its own
            for each in (each for each, is_open in entries.items() if is_open):
                inner = f"{name}/{each}" if name else each
                (waiting if inner in leading else doubtful).append(inner)
        waiting = _not_ignored(root, doubtful)


def _leading(names: Iterable[str]) -> set[str]:
    """The folders that the names are in, and those that these are in."""
    folders: set[str] = set()
    for name in names:
        folder = name.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def _entries(folder: Path) -> dict[str, bool]:
    """What is in a folder, and whether it is one that git would look into."""
    with os.scandir(folder) as found:
        return {
            entry.name: entry.is_dir(follow_symlinks=False) and entry.name not in _NOT_LOOKED_INTO
            for entry in found
        }


def _not_ignored(root: Path, folders: list[str]) -> list[str]:
    if not folders:
        return []
    names = b"\0".join(map(os.fsencode, folders))
    ignored = set(_git(root, "check-ignore", "-z", "--stdin", given=names).split(b"\0"))
    return [name for name in folders if os.fsencode(name) not in ignored]


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What git says; it may find nothing, which it calls 1."""
    command = ["git", *words]
    done = subprocess.run(  # noqa: S603  git by its name, from PATH, as pre-commit does
        command, cwd=root, input=given, capture_output=True, check=False
    )
    if done.returncode not in {0, 1}:
        raise UncertainError
    return done.stdout
