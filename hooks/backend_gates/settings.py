"""What a project has set in `[tool.backend-gates]`: TOML in, frozen values out."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar

from backend_gates.schema import (
    SettingsError,
    Strings,
    StringsByPattern,
    Table,
    keys,
    unknown,
    values,
)

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

OptionsType = TypeVar("OptionsType", bound="tuple[Any, ...]")

TABLE = "tool.backend-gates"


class Settings(NamedTuple):
    """The project's settings. The annotated fields are the keys of `[tool.backend-gates]`.

    `root` is the folder that patterns and source roots are relative to, `file` what was read,
    `checks` the table of each hook id as it stands in the file.
    """

    root: Path
    file: Path | None = None
    exclude: Annotated[
        Strings, "Files and folders that no check looks at: gitignore patterns from the root."
    ] = ()
    per_file_ignores: Annotated[
        StringsByPattern,
        "Checks that are silent in some files: a gitignore pattern, and the ids for it.",
    ] = MappingProxyType({})
    src: Annotated[
        Strings,
        "Source roots, the folders that imports start from; "
        "found from the project's layout when not set.",
    ] = ()
    baseline: Annotated[
        str, "The file of known findings, which are not reported: see [the baseline](baseline.md)."
    ] = ""
    select: Annotated[
        Strings, "What `backend-gates check` runs; all that runs at a commit when not set."
    ] = ()
    checks: Mapping[str, Table] = MappingProxyType({})


def load(config: Path | None, cwd: Path) -> Settings:
    """Read `config`, or the nearest pyproject.toml upwards from `cwd`, not past the repository.

    Patterns are relative to the folder of the pyproject.toml; without one, to the repository's
    root or `cwd`. Raises `SettingsError`.
    """
    nearest, root = _project(cwd.absolute())
    if config is None:
        return _read(nearest, root) if nearest else Settings(root)
    file = cwd.absolute() / config
    return _read(file, file.parent if file.name == "pyproject.toml" else root)


def options(settings: Settings, hook_id: str, options_type: type[OptionsType]) -> OptionsType:
    """Read `[tool.backend-gates.<hook_id>]` as the check declares it; raises `SettingsError`."""
    table = settings.checks.get(hook_id, {})
    return options_type(**values(table, options_type, f"{settings.file}: [{TABLE}.{hook_id}]"))


def excluded(settings: Settings, path: str) -> bool:
    """Say whether `exclude` leaves the file out; `path` starts at the working directory."""
    return bool(settings.exclude) and _matches(settings, settings.exclude, path)


def ignored(settings: Settings, path: str, hook_id: str) -> bool:
    """Say whether the id is silent in the file, by `per-file-ignores` or by `exclude`."""
    patterns = (pattern for pattern, ids in settings.per_file_ignores.items() if hook_id in ids)
    return excluded(settings, path) or any(
        _matches(settings, (pattern,), path) for pattern in patterns
    )


def _project(cwd: Path) -> tuple[Path | None, Path]:
    for folder in (cwd, *cwd.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            return file, folder
        if (folder / ".git").exists():
            return None, folder
    return None, cwd


def _read(file: Path, root: Path) -> Settings:
    table = _own_table(_document(file), file)
    names = {key.name for key in keys(Settings)}
    where = f"{file}: [{TABLE}]"
    fields = values({name: table[name] for name in names & set(table)}, Settings, where)
    rest = {name: value for name, value in table.items() if name not in names}
    settings = Settings(root, file, checks=_checks(rest, names, where), **fields)
    silenced = (name for names in settings.per_file_ignores.values() for name in names)
    _refuse_unknown_ids((*silenced,), f"{where}: 'per-file-ignores'")
    _refuse_unknown_ids(settings.select, f"{where}: 'select'")
    return settings


def _document(file: Path) -> Table:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SettingsError(f"{file}: can't read the settings: {error.strerror}") from error
    if b"backend-gates" not in data:
        return {}
    from tomli import TOMLDecodeError, loads  # noqa: PLC0415  most starts don't need it

    try:
        return loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise SettingsError(f"{file}:{line}:{column}: not UTF-8, as TOML has to be") from error
    except TOMLDecodeError as error:
        place = f"{file}:{error.lineno}:{error.colno}"
        raise SettingsError(f"{place}: invalid TOML: {error.msg}") from error
    except RecursionError as error:
        raise SettingsError(f"{file}: invalid TOML: nested too deeply") from error


def _own_table(document: Table, file: Path) -> Table:
    table = document
    for name in TABLE.split("."):
        inner = table.get(name, {})
        if not isinstance(inner, dict):
            raise SettingsError(f"{file}: {name!r} must be a table")
        table = inner
    return table


def _checks(rest: Table, names: set[str], where: str) -> dict[str, Table]:
    ids = _ids() if rest else set()
    checks: dict[str, Table] = {}
    for name, value in rest.items():
        if name not in ids:
            what, valid = ("table", names | ids) if isinstance(value, dict) else ("key", names)
            raise unknown(what, name, valid, where)
        if not isinstance(value, dict):
            raise SettingsError(f"{where}: {name!r} must be a table")
        checks[name] = value
    return checks


def _refuse_unknown_ids(names: Strings, where: str) -> None:
    ids = _ids() if names else set()
    for name in names:
        if name not in ids:
            raise unknown("id", name, ids, where)


def _ids() -> set[str]:
    from backend_gates.registry import ids  # noqa: PLC0415  lists folders, and few need it

    return set(ids())


def _matches(settings: Settings, patterns: Strings, path: str) -> bool:
    relative = os.path.relpath(path, settings.root).replace(os.sep, "/")
    if relative.startswith("../"):
        return False
    try:
        return _spec(patterns).match_file(relative)
    except ValueError as error:
        raise SettingsError(f"{settings.file}: [{TABLE}]: {error}") from error


@cache
def _spec(patterns: Strings) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  only projects with patterns pay for it

    return GitIgnoreSpec.from_lines(patterns)
