"""Which calls and clients of libraries wait for long when nobody says how long."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tomli

from backend_gates.catalogue.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

_EVERY = "*"


class Wait(NamedTuple):
    """A function, class or method that waits; the fields are those of `timeouts.toml`."""

    names: tuple[str, ...]
    waits: str
    instead: str
    sets: frozenset[str]
    position: int | None
    brings: frozenset[str]
    calls: frozenset[str]
    explicit: bool
    socket: bool
    settings: tuple[str, ...]

    def waits_in(self, method: str) -> bool:
        """Tell whether calling this method of what it makes waits."""
        return method in self.calls or (_EVERY in self.calls and not method.startswith("_"))


@cache
def load() -> Mapping[str, Wait]:
    """The knowledge that comes with the package, by every name, read once."""
    path = Path(__file__).with_suffix(".toml")
    top = Table(tomli.loads(path.read_text(encoding="utf-8")), path.name)
    top.allow({"wait"})
    found: dict[str, Wait] = {}
    for table in top.tables("wait"):
        wait = _wait(table)
        for name in wait.names:
            table.put(found, name, wait)
    return found


def _wait(table: Table) -> Wait:
    table.allow({*Wait._fields, "source"})
    return Wait(
        names=table.texts("names"),
        waits=table.text("waits"),
        instead=table.text("instead"),
        sets=frozenset(table.texts("sets")),
        position=table.number("position"),
        brings=frozenset(table.texts("brings")),
        calls=frozenset(table.texts("calls")),
        explicit=table.flag("explicit"),
        socket=table.flag("socket"),
        settings=table.texts("settings"),
    )
