"""What a project uses, and which of its files shows it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from tomli import TOMLDecodeError, loads

from backend_gates.content import content_of
from backend_gates.project.reading.files import listed_by_git, python_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

COROUTINES = "async def"
AIOHTTP_SERVER = "aiohttp.web"

_IMPORT = re.compile(rb"^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)", re.MULTILINE)
_SIGNS = {
    COROUTINES: re.compile(rb"^[ \t]*async def ", re.MULTILINE),
    AIOHTTP_SERVER: re.compile(
        rb"^[ \t]*(?:from aiohttp import .*\bweb\b|import aiohttp\.web)", re.MULTILINE
    ),
}
_PROJECT = "pyproject.toml"
_REQUIREMENTS = re.compile(r"(^|/)([^/]*requirements[^/]*|requirements/[^/]*)\.(txt|in)$")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_SETTINGS = {
    "ruff.toml": "ruff",
    ".ruff.toml": "ruff",
    "mypy.ini": "mypy",
    ".mypy.ini": "mypy",
    "setup.cfg": "mypy",
}

_Table = dict[str, Any]


class Survey(NamedTuple):
    """What is used and which tools are configured, each with the file that shows it.

    Packages go by their names with dashes, whether imported or declared. `python` is what
    `requires-python` says.
    """

    files: int
    uses: Mapping[str, str]
    configured: Mapping[str, str]
    python: str = ""


def survey(root: Path) -> Survey:
    """Look at a project's files; one that can't be read shows nothing."""
    sources, settings = python_files(root), _settings_files(root)
    tables = [_table(_content(root, name)) for name in settings]
    uses = [
        (used, name)
        for name, table in zip(settings, tables, strict=True)
        for used in (*_declared(table), *_required(root, name))
    ]
    uses += [(used, name) for name in sources for used in _imported(_content(root, name))]
    configured = [
        (tool, name)
        for name, table in zip(settings, tables, strict=True)
        for tool in (*_dict(table, "tool"), *_set_in(root, name))
    ]
    pythons = (_dict(table, "project").get("requires-python") for table in tables)
    return Survey(
        len(sources),
        dict(reversed(uses)),  # of several files the first is told
        dict(reversed(configured)),
        next((each for each in pythons if isinstance(each, str)), ""),
    )


def _settings_files(root: Path) -> list[str]:
    """The files that declare packages or set tools, those at the top first."""
    listed = listed_by_git(root)
    if listed is None:
        listed = {file.name for file in root.iterdir()}
    known = {_PROJECT, *_SETTINGS}
    wanted = (
        name for name in listed if name.rpartition("/")[2] in known or _REQUIREMENTS.search(name)
    )
    return sorted(wanted, key=lambda name: (name.count("/"), name))


def _content(root: Path, name: str) -> bytes:
    try:
        return content_of(os.path.join(root, name))  # noqa: PTH118  asked for every file
    except OSError:
        return b""


def _imported(data: bytes) -> Iterator[str]:
    """The packages that a source imports, and other signs in it."""
    yield from {found.decode().replace("_", "-") for found in _IMPORT.findall(data)}
    yield from (name for name, sign in _SIGNS.items() if sign.search(data))


def _required(root: Path, name: str) -> Iterator[str]:
    if _REQUIREMENTS.search(name):
        yield from _names(_content(root, name).decode("utf-8", "replace").splitlines())


def _set_in(root: Path, name: str) -> Iterator[str]:
    file = name.rpartition("/")[2]
    if file in _SETTINGS and (file != "setup.cfg" or b"[mypy]" in _content(root, name)):
        yield _SETTINGS[file]


def _table(data: bytes) -> _Table:
    try:
        return loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, TOMLDecodeError, RecursionError):
        return {}


def _dict(table: _Table, *names: str) -> _Table:
    for name in names:
        inner = table.get(name)
        table = inner if isinstance(inner, dict) else {}
    return table


def _declared(table: _Table) -> Iterator[str]:
    """The packages that a pyproject.toml declares for any of the common tools."""
    yield from _names(_dict(table, "project").get("dependencies"))
    for place in (("project", "optional-dependencies"), ("dependency-groups",)):
        for group in _dict(table, *place).values():
            yield from _names(group)
    yield from _names(_dict(table, "tool", "uv").get("dev-dependencies"))
    poetry = _dict(table, "tool", "poetry")
    for name in ("dependencies", "dev-dependencies"):
        yield from _names(_dict(poetry, name))
    for group in _dict(poetry, "group"):
        yield from _names(_dict(poetry, "group", group, "dependencies"))


def _names(requirements: object) -> Iterator[str]:
    """The names in requirements, with dashes; what has another shape is passed over."""
    for each in requirements if isinstance(requirements, list | dict) else ():
        found = _NAME.match(each.strip()) if isinstance(each, str) else None
        if found is not None:
            yield re.sub(r"[-_.]+", "-", found[0]).lower()
