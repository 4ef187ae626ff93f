"""A repository of several projects: those below a folder, how to name them, one report of all."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from backend_gates.model import Failure, Report
from backend_gates.tools.mypy.command import usually_checked
from backend_gates.tools.mypy.first_party import source_files

_PLAIN = re.compile(r"[\w./-]+")


def naming_each_below(root: Path) -> str:
    """Return the line for pre-commit's configuration that has each project below checked alone.

    It is empty when no folder below has code and a pyproject.toml. Of projects within projects
    the outer one is named.
    """
    sources = usually_checked(source_files(root))
    folders = sorted({found for each in sources for found in _outermost(root, each)})
    shown = (Path(os.path.relpath(root / each)).as_posix() for each in folders)
    return f"args: [{', '.join(map(_argument, shown))}]" if folders else ""


def merge(reports: Iterable[Report]) -> Report:
    """Return one report; what two projects say of a file that they share is said once."""
    findings, failures = zip(*reports, strict=True)
    return Report(
        tuple(sorted({each for part in findings for each in part})),
        tuple(sorted({each for part in failures for each in part}, key=_place)),
    )


def _outermost(root: Path, source: str) -> Iterator[str]:
    downwards = [str(each) for each in reversed(PurePosixPath(source).parents)][1:]
    projects = (each for each in downwards if (root / each / "pyproject.toml").is_file())
    yield from list(projects)[:1]


def _argument(folder: str) -> str:
    """Write the option as YAML reads it within brackets: quoted as in JSON where it has to be."""
    option = f"--project={folder}"
    return option if _PLAIN.fullmatch(folder) else json.dumps(option, ensure_ascii=False)


def _place(failure: Failure) -> tuple[str, tuple[int, ...], str]:
    return (failure.path, failure.span or (), failure.message)
