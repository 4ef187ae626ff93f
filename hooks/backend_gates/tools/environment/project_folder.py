"""Where a project lies: its folder, the ones above it, and what its pyproject.toml says."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import tomli

MYPY_FILES = ("mypy.ini", ".mypy.ini")
_MARKS = ("pyproject.toml", *MYPY_FILES, "setup.cfg")


class CannotRunError(Exception):
    """The hook can't do its work; its short message says why and what to do."""


def folders_upwards(start: Path) -> tuple[Path, ...]:
    """Return the folder and those above it up to the repository's root.

    Outside a git repository that is the nearest folder with a project's configuration.
    """
    folders = (start, *start.parents)
    for found in (_first(folders, (".git",)), _first(folders, _MARKS)):
        if found:
            return folders[: folders.index(found) + 1]
    return (start,)


def project_folder(start: Path) -> Path:
    """Return the nearest folder upwards with a project's configuration, else the start itself."""
    return _first(folders_upwards(start), _MARKS) or start


def read_toml(file: Path) -> Mapping[str, object]:
    """Return the file's content; raises `CannotRunError` when it isn't valid TOML."""
    try:
        return tomli.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CannotRunError(f"{file}: can't be read: {error.strerror}") from error
    except ValueError as error:
        raise CannotRunError(f"{file}: not valid TOML: {error}") from error


def table(content: Mapping[str, object], *keys: str) -> Mapping[str, object]:
    """Return the table under the keys, an empty one when there is none."""
    for key in keys:
        inner = content.get(key)
        content = cast("Mapping[str, object]", inner) if isinstance(inner, dict) else {}
    return content


def _first(folders: tuple[Path, ...], names: tuple[str, ...]) -> Path | None:
    return next((each for each in folders if any((each / name).exists() for name in names)), None)
