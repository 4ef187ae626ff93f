"""Which major versions of a library a project runs with, as its locks and requirements tell."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from backend_gates.content import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile.lock")
_DECLARATIONS = ("pyproject.toml", "Pipfile", "setup.cfg", "setup.py")
_REQUIREMENTS = re.compile(r"(^|/)requirements[^/]*\.(txt|in)$|(^|/)requirements/[^/]+\.(txt|in)$")
_CLAUSE = re.compile(r"(===|==|~=|!=|<=|>=|<|>|\^|~)?\s*v?(\d+)((?:\.[\d*]+)*)")

# What stands behind a library's name, which is put into the braces.
_LOCKED = r'^name = "{0}"\s*^version = "([\d.]+)|"{0}": \{{[^}}]*?"version": "==([\d.]+)'
_DECLARED = (
    r"""["']{0}(?:\[[^\]]*\])?\s*([^"';]*)["';]"""  # "pydantic[email]>=2"
    r"""|^{0}\s*=\s*(?:\{{[^}}]*?version\s*=\s*)?["']([^"']+)["']"""  # pydantic = "^2"
)
_REQUIRED = r"^\s*{0}(?:\[[^\]]*\])?\s*([=<>~!][^#;\\\n]*)"


def is_manifest(path: str) -> bool:
    """Whether a file, by its path, can say which libraries a project has."""
    name = path.rpartition("/")[2]
    if name in _LOCKS or name in _DECLARATIONS:
        return True
    return name.endswith((".txt", ".in")) and bool(_REQUIREMENTS.search(path))


class Dependencies:
    """The manifests below `root`, each folder's looked at once."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._known: dict[tuple[str, str], str | None] = {}

    def majors(self, path: str, library: str, among: frozenset[int]) -> frozenset[int]:
        """Which of these major versions a file's project may run with; all where nothing tells.

        The nearest folder above the file that says something about the library counts, and in it
        a lock before what is declared.
        """
        folder = path
        while folder:
            folder = folder.rpartition("/")[0]
            key = (folder, library)
            if key not in self._known:
                self._known[key] = self._asked(folder, library)
            asked = self._known[key]
            if asked is not None:
                return frozenset(major for major in among if _admits(asked, major))
        return among

    def _asked(self, folder: str, library: str) -> str | None:
        """What a folder asks of a library, as clauses; None where it asks nothing."""
        here = os.path.join(self._root, folder)  # noqa: PTH118  a text like the others
        names: list[str] = []
        with suppress(OSError):
            names = sorted(os.listdir(here))  # noqa: PTH208  names are all that is needed
        for locks in (_LOCKS, ()):
            found = {each for name in names for each in self._said(here, name, library, locks)}
            if found:
                return ",".join(sorted(found))
        return None

    def _said(self, here: str, name: str, library: str, locks: tuple[str, ...]) -> Iterator[str]:
        if name == "requirements" and not locks:
            with suppress(OSError):
                for inner in sorted(os.listdir(f"{here}/{name}")):  # noqa: PTH208  likewise
                    if is_manifest(f"{name}/{inner}"):
                        yield from _matches(f"{here}/{name}/{inner}", _REQUIRED, library)
        elif name in locks:
            for version in _matches(f"{here}/{name}", _LOCKED, library):
                yield f"=={version}"
        elif not locks and name in _DECLARATIONS:
            pattern = _REQUIRED if name == "setup.cfg" else _DECLARED
            yield from _matches(f"{here}/{name}", pattern, library)
        elif not locks and is_manifest(name):
            yield from _matches(f"{here}/{name}", _REQUIRED, library)


def _matches(file: str, pattern: str, library: str) -> Iterator[str]:
    """What the groups of the pattern have found."""
    text = ""
    with suppress(OSError):
        text = content_of(file).decode("utf-8", "replace")
    for groups in re.findall(pattern.format(library), text, re.MULTILINE):
        found = "".join(groups).strip()
        if _CLAUSE.search(found):
            yield found


def _admits(asked: str, major: int) -> bool:
    """Whether all clauses let some release with this major version through."""
    return all(
        _lets_through(operator, int(first), rest, major)
        for operator, first, rest in _CLAUSE.findall(asked)
    )


def _lets_through(operator: str, wanted: int, rest: str, major: int) -> bool:
    match operator:
        case ">=" | ">":
            return major >= wanted
        case "<":
            return major <= wanted if rest.strip(".0*") else major < wanted
        case "<=":
            return major <= wanted
        case "!=":
            return True
        case _:
            return major == wanted
