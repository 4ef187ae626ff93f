"""What mypy is asked to do: strict, the whole project, with a cache of the gate's own."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from backend_gates.tools.mypy.choice import Mypy
from backend_gates.tools.mypy.first_party import import_roots, starts_environment
from backend_gates.tools.mypy.settings import MypySettings, read_mypy_settings

_NOT_CHECKED = (
    r"(^|/)tests?/",
    r"(^|/)(conftest|test_[^/]*|[^/]*_test)\.pyi?$",
    r"(^|/)(alembic|migrations)/",
    r"^(build|dist|docs|examples)/",
)
_ALWAYS = (
    "--strict",
    "--follow-imports=normal",
    "--show-error-codes",
    "--show-column-numbers",
    "--hide-error-context",
    "--no-pretty",
    "--no-color-output",
    "--no-error-summary",
)
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by backend-gates: safe to delete.\n"


class Targets(NamedTuple):
    """What is checked: mypy's arguments, the folders to import from, and words for the user."""

    arguments: tuple[str, ...]
    bases: tuple[Path, ...]
    words: str


def choose_targets(root: Path, settings: MypySettings) -> Targets:
    """Return what the project's own configuration names, else all its code but tests and the like.

    Where the project doesn't say where its packages begin, the folders are found; without them
    mypy takes `app/main.py` for `main` in a project that imports `app.main`.
    """
    if settings.names_targets and settings.file and settings.file.parent == root:
        return Targets((), (), f"what {settings.file.name} names")
    skipped = (*_NOT_CHECKED, *_environments(root))
    arguments = tuple(f"--exclude={pattern}" for pattern in skipped)
    words = "the whole project but tests, migrations, docs and examples"
    if settings.names_bases:
        return Targets((*arguments, "."), (), words)
    return Targets((*arguments, "--explicit-package-bases", "."), import_roots(root), words)


def usually_checked(sources: Sequence[str]) -> tuple[str, ...]:
    """Return the files without those that no project is expected to have checked."""
    return tuple(s for s in sources if not any(re.search(each, s) for each in _NOT_CHECKED))


def nested_configurations(root: Path, sources: Sequence[str]) -> tuple[str, ...]:
    """Return the folders below the root that have a mypy configuration of their own."""
    folders = {str(each) for file in sources for each in PurePosixPath(file).parents} - {"."}
    return tuple(each for each in sorted(folders) if _configured_in(root / each))


def command_line(
    root: Path, settings: MypySettings, mypy: Mypy, targets: Targets
) -> tuple[str, ...]:
    """Return the whole command line; the machine's own mypy configuration never takes part."""
    config = os.path.relpath(settings.file, root) if settings.file else ""
    places = (f"--config-file={config}", f"--cache-dir={_cache_folder(root)}")
    output = ("--output=json",) if mypy.writes_json else ()
    return (*mypy.command, *places, *_ALWAYS, *output, *targets.arguments)


def _cache_folder(root: Path) -> str:
    """Make the gate's cache in the project's folder, marked for backups and git to leave out.

    Without the right to write there mypy goes without a cache.
    """
    home = root / ".backend_gates_cache"
    try:
        (home / "mypy").mkdir(parents=True, exist_ok=True)
        (home / "CACHEDIR.TAG").write_text(_TAG, encoding="utf-8")
        (home / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError:
        return os.devnull
    return str(home / "mypy")


def _environments(root: Path) -> Iterator[str]:
    with os.scandir(root) as entries:
        names = sorted(each.name for each in entries if starts_environment(Path(each.path)))
    return (f"^{re.escape(name)}/" for name in names)


def _configured_in(folder: Path) -> bool:
    file = read_mypy_settings(folder).file
    return bool(file and file.parent == folder)
