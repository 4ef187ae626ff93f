"""What a request runs besides its handler: dependencies, middleware and the like."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli

from backend_gates.catalogue.frameworks import is_of
from backend_gates.catalogue.tables import Table


class _Hook(NamedTuple):
    package: str
    classes: frozenset[str]
    methods: frozenset[str]


class Requests(NamedTuple):
    """Names: of calls that take dependencies, of decorators, and of the methods of hooks."""

    dependencies: frozenset[str]
    decorators: frozenset[str]
    functions: frozenset[str]
    hooks: tuple[_Hook, ...]

    def is_hook(self, bases: list[str], method: str) -> bool:
        """Whether a method of a class with these bases from outside runs for each request."""
        return any(
            method in hook.methods
            and any(is_of(base, hook.package, hook.classes) for base in bases)
            for hook in self.hooks
        )


@cache
def load() -> Requests:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    top = Table(tomli.loads(path.read_text(encoding="utf-8")), path.name)
    top.allow({"dependencies", "decorator", "function", "hook"})
    return Requests(
        frozenset(top.texts("dependencies")),
        frozenset(name for table in top.tables("decorator") for name in table.texts("methods")),
        frozenset(name for table in top.tables("function") for name in table.texts("names")),
        tuple(map(_hook, top.tables("hook"))),
    )


def _hook(table: Table) -> _Hook:
    table.allow({"package", "classes", "methods", "source"})
    return _Hook(
        table.text("package"),
        frozenset(table.texts("classes")),
        frozenset(table.texts("methods")),
    )
