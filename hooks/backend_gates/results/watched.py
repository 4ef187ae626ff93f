"""What the answer of a run depends on, as paths: a change of any gives its stamp another value."""

# Thousands of paths, on which pathlib would spend more than git and the disk.
# ruff: noqa: PTH100, PTH110, PTH111, PTH118, PTH120

from __future__ import annotations

import os
import subprocess
from os.path import abspath, exists, expanduser, join
from typing import TYPE_CHECKING

from backend_gates.own_files import own_files
from backend_gates.project.reading import cache_folder, files
from backend_gates.project.reading.dependencies import is_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SETTINGS = "pyproject.toml"
_IGNORE = ".gitignore"
_NOT_LOOKED_INTO = {".git", cache_folder.NAME}


class UncertainError(Exception):
    """It cannot be said what the answer depends on."""


def watched(root: str, cwd: str, named: Iterable[str]) -> Iterator[str]:
    """All paths that a run in `cwd` on the project at `root` depends on, some more than once.

    These are our own files, the settings, the files that were named, all Python files of the
    project and its locks and requirements, each folder that a new one could be in, and what tells
    git which files to ignore.
    Those below `root` are relative to it. Raises UncertainError.
    """
    yield from own_files()
    yield from _settings(cwd)
    above = join(root, "")
    for name in named:
        path = join(abspath(join(cwd, name)), "")
        if not path.startswith(above):
            raise UncertainError
        yield path[len(above) : -1]
    listed = files.listed_by_git(root)
    if listed is not None:
        yield from (name for name in listed if name.endswith(files.SUFFIXES))
        yield from _git_files(root)
        yield from _open_folders(root, listed)
    elif any(exists(join(folder, ".git")) for folder in _upwards(cwd)):
        raise UncertainError
    else:
        yield from files.python_files(root, files.SUFFIXES)
        for folder in files.walked_folders(root):
            yield folder
            names = _entries(join(root, folder))
            yield from filter(is_manifest, (join(folder, name) for name in names))


def _settings(cwd: str) -> Iterator[str]:
    for folder in _upwards(cwd):
        yield join(folder, _SETTINGS)
        if exists(join(folder, ".git")):
            return
        yield join(folder, ".git")


def _upwards(folder: str) -> Iterator[str]:
    above = ""
    while folder != above:
        yield folder
        above, folder = folder, os.path.dirname(folder)


def _git_files(root: str) -> Iterator[str]:
    """What git reads to find out which files there are, and which of them are ignored."""
    inner = _git(root, "rev-parse", "--git-path", "index", "--git-path", "info/exclude")
    yield from map(os.fsdecode, inner.splitlines())
    words = map(os.fsdecode, _git(root, "config", "--list", "--show-origin", "-z").split(b"\0"))
    for origin, setting in zip(words, words, strict=False):
        kind, _, name = origin.partition(":")
        if kind == "file":
            yield name
        key, _, value = setting.partition("\n")
        if key == "core.excludesfile":
            yield expanduser(value)
    yield from ("/etc/gitconfig", expanduser("~/.gitconfig"))
    settings = os.environ.get("XDG_CONFIG_HOME") or expanduser("~/.config")
    yield from (join(settings, "git", "config"), join(settings, "git", "ignore"))


def _open_folders(root: str, listed: Iterable[str]) -> Iterator[str]:
    """The folders that git would look into for new files, and the `.gitignore` files in them."""
    leading = _leading(listed)
    waiting = [""]
    while waiting:
        doubtful: list[str] = []
        while waiting:
            folder = waiting.pop()
            entries = _entries(join(root, folder))
            yield folder
            yield from filter(is_manifest, (join(folder, name) for name in entries))
            if _IGNORE in entries:
                yield join(folder, _IGNORE)
            if folder and ".git" in entries:
                continue  # a repository of its own
            for name in (join(folder, name) for name, is_open in entries.items() if is_open):
                (waiting if name in leading else doubtful).append(name)
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


def _entries(folder: str) -> dict[str, bool]:
    """What is in a folder, and whether it is a folder that git would look into."""
    with os.scandir(folder) as found:
        return {
            entry.name: entry.is_dir(follow_symlinks=False) and entry.name not in _NOT_LOOKED_INTO
            for entry in found
        }


def _not_ignored(root: str, folders: list[str]) -> list[str]:
    if not folders:
        return []
    names = b"\0".join(map(os.fsencode, folders))
    ignored = set(_git(root, "check-ignore", "-z", "--stdin", given=names).split(b"\0"))
    return [name for name in folders if os.fsencode(name) not in ignored]


def _git(root: str, *words: str, given: bytes = b"") -> bytes:
    """What git says; that it found nothing is an answer too."""
    command = ["git", *words]
    done = subprocess.run(  # noqa: S603  git by its name, from PATH, as pre-commit does
        command, cwd=root, input=given, capture_output=True, check=False
    )
    if done.returncode not in {0, 1}:
        raise UncertainError
    return done.stdout
