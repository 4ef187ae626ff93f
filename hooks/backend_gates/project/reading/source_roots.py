"""Where the packages of a repository with several projects start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def only_roots(paths: Iterable[str]) -> dict[str, str]:
    """For each top-level module or package, the one source root that has it, with a slash.

    Roots are the folders named `src` and those with a `setup.py`. What several of them have is
    left out: nobody can say which one is installed.
    """
    known = list(paths)
    projects = {path.removesuffix("setup.py") for path in known if f"/{path}".endswith("/setup.py")}
    found: dict[str, set[str]] = {}
    for path in known:
        for root in _roots_above(path, projects):
            name = path.removeprefix(root).partition("/")[0].partition(".")[0]
            found.setdefault(name, set()).add(root)
    return {name: roots.pop() for name, roots in found.items() if len(roots) == 1}


def _roots_above(path: str, projects: set[str]) -> Iterator[str]:
    end = path.find("/") + 1
    while end:
        root = path[:end]
        if f"/{root}".endswith("/src/") or root in projects:
            yield root
        end = path.find("/", end) + 1
