"""`backend-gates init`: looks at the project, picks hooks and writes them down."""

from __future__ import annotations

from argparse import ArgumentParser
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from backend_gates import HOMEPAGE, __version__
from backend_gates.adoption.choice import choices, frameworks
from backend_gates.adoption.configuration import (
    NAME,
    Hook,
    Repository,
    added,
    hook_ids,
    repositories,
)
from backend_gates.adoption.survey import survey
from backend_gates.console import publish
from backend_gates.schema import SettingsError
from backend_gates.tools.mypy.several_projects import naming_each_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backend_gates.adoption.choice import Choice
    from backend_gates.adoption.survey import Survey

_CLEAN = 0


def main(arguments: Sequence[str]) -> int:
    """Set the hooks up; raises SettingsError."""
    options = _parser().parse_args(arguments)
    root = _repository(Path.cwd())
    text = _read(root / NAME)
    repos = repositories(text)
    if any(_is_ours(repo.get("repo")) for repo in repos):
        _say([f"{NAME} has hooks of backend-gates: nothing to do"])
        return _CLEAN
    seen = survey(root)
    if not seen.files:
        _say(["there are no Python files: nothing to do"])
        return _CLEAN
    chosen = choices(seen, set(hook_ids(repos)))
    _say(_explained(seen, chosen))
    result = added(text, _ours(chosen, root))
    if options.dry_run:
        _say(_changed(text, result))
        return _CLEAN
    _write(root / NAME, result)
    _say(_next_steps(chosen))
    return _CLEAN


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="backend-gates init",
        description=f"Picks the hooks that suit the project and adds them to {NAME}.",
        allow_abbrev=False,
    )
    parser.add_argument("--dry-run", action="store_true", help="show the change, and make none")
    return parser


def _repository(cwd: Path) -> Path:
    """Where pre-commit looks for its configuration."""
    return next((each for each in (cwd, *cwd.parents) if (each / ".git").exists()), cwd)


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SettingsError(f"{file.name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file.name}: not UTF-8, as YAML has to be") from error


def _write(file: Path, text: str) -> None:
    try:
        file.write_bytes(text.encode())
    except OSError as error:
        raise SettingsError(f"{file.name}: cannot be written: {error.strerror}") from error


def _is_ours(url: object) -> bool:
    name = str(url).rstrip("/").removesuffix(".git")
    return name.rpartition("/")[2] == HOMEPAGE.rpartition("/")[2]


def _ours(chosen: Sequence[Choice], root: Path) -> Repository:
    """Our repository, of the version that runs, with the hooks that were chosen."""
    ids = (each.hook_id for each in chosen if each.is_chosen)
    hooks = (Hook(each, _arguments(each, root)) for each in ids)
    return Repository(HOMEPAGE, f"v{__version__}", tuple(hooks))


def _arguments(hook_id: str, root: Path) -> str:
    """A repository of several projects has each checked with its own packages."""
    if hook_id != "mypy-strict" or (root / "pyproject.toml").exists():
        return ""
    return naming_each_below(root)


def _explained(seen: Survey, chosen: Sequence[Choice]) -> Iterator[str]:
    found = [f"{name} ({where})" for name, where in frameworks(seen)]
    python = [f"Python {seen.python}"] if seen.python else []
    what = ", ".join([*found, *python]) or "no web framework"
    yield f"looked at {seen.files} Python files: {what}"
    for sign, is_chosen in (("+", True), ("-", False)):
        yield from (
            f"{sign} {each.hook_id}: {each.reason}"
            for each in chosen
            if each.is_chosen is is_chosen
        )


def _changed(before: str, after: str) -> Iterator[str]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for line in unified_diff(old, new, f"a/{NAME}", f"b/{NAME}"):
        yield line.rstrip("\r\n")


def _next_steps(chosen: Sequence[Choice]) -> Iterator[str]:
    ids = [each.hook_id for each in chosen if each.is_chosen]
    yield f"wrote {len(ids)} hooks to {NAME}"
    yield "next: pre-commit install, then pre-commit run --all-files"
    if "mypy-strict" in ids:
        yield "mypy-strict sees the packages in the project's environment, .venv for instance"
    if "event-loop-blocked" in ids:
        yield "event-loop-blocked runs at git push: pre-commit install --hook-type pre-push"


def _say(lines: Iterable[str]) -> None:
    publish("".join(f"{line}\n" for line in lines))
