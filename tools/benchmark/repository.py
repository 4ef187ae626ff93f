"""Copies of services in repositories of their own, so that measuring changes nobody's files."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.reading.files import python_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CACHE = ".backend_gates_cache"
_COMMIT = 5


class Repository(NamedTuple):
    """A git repository of Python files, whose names are relative to `root`."""

    root: Path
    files: tuple[str, ...]
    lines: int

    def forget(self) -> None:
        """Make the next run a cold one."""
        shutil.rmtree(self.root / CACHE, ignore_errors=True)

    def staged(self) -> tuple[str, ...]:
        """The five files of a commit: spread over those with coroutine functions."""
        candidates = [name for name in self.files if b"async def" in self._read(name)]
        return tuple(candidates[:: len(candidates) // _COMMIT or 1][:_COMMIT])

    def change(self) -> None:
        """Add a function to each of the five files."""
        for name in self.staged():
            number = self._read(name).count(b"\n")
            with (self.root / name).open("a", encoding="utf-8") as file:
                file.write(f"\n\nasync def added_{number}() -> None:\n    return None\n")

    def _read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()


def copy(source: Path, root: Path) -> Repository:
    """A repository of a service's Python files and of the settings above them."""
    files = python_files(source)
    for folder in {parent for name in files for parent in PurePosixPath(name).parents}:
        settings = source / folder / "pyproject.toml"
        if settings.exists():
            (root / folder).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(settings, root / folder / settings.name)
    return _repository(root, {name: source / name for name in files})


def grown(sources: Mapping[str, Path], lines: int, root: Path) -> Repository:
    """A repository of about so many lines: folders of the services, drawn with a fixed seed.

    Once the services are used up, copies of them follow.
    """
    chosen: dict[str, Path] = {}
    missing = lines
    for name, file in _endless(sources):
        if missing <= 0:
            break
        chosen[name] = file
        missing -= file.read_bytes().count(b"\n")
    return _repository(root, chosen)


def first(count: int, repository: Repository) -> Repository:
    """The same repository, of which only so many files are named."""
    return repository._replace(files=repository.files[:count])


def _endless(sources: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    folders: dict[tuple[str, str], list[str]] = {}
    for service, source in sources.items():
        for name in python_files(source):
            folders.setdefault((service, str(PurePosixPath(name).parent)), []).append(name)
    order = list(folders.items())
    random.Random(0).shuffle(order)  # noqa: S311  no secret: the same sample every time
    number = 0
    while order:
        number += 1
        for (service, _), names in order:
            for name in names:
                yield f"{service}{number}/{name}", sources[service] / name


def _repository(root: Path, files: Mapping[str, Path]) -> Repository:
    lines = 0
    for name, file in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        data = file.read_bytes()
        target.write_bytes(data)
        lines += data.count(b"\n")
    for words in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *words], cwd=root, check=True)  # noqa: S603, S607  git, from PATH
    return Repository(root, tuple(files), lines)
