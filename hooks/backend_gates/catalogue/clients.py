"""Which objects hold connections, and are made once and shared."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tomli

from backend_gates.catalogue.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

_EVERY = "*"


class Client(NamedTuple):
    """A class or function that makes such an object; the fields are those of `clients.toml`."""

    names: tuple[str, ...]
    holds: str
    personal: frozenset[str]
    shares: frozenset[str]

    def is_personal(self, argument: str) -> bool:
        """Whether an argument, by its keyword, may make it somebody's own."""
        return argument in self.personal or _EVERY in self.personal


@cache
def load() -> Mapping[str, Client]:
    """The knowledge that comes with the package, by every name, read once."""
    path = Path(__file__).with_suffix(".toml")
    top = Table(tomli.loads(path.read_text(encoding="utf-8")), path.name)
    top.allow({"client"})
    found: dict[str, Client] = {}
    for table in top.tables("client"):
        client = _client(table)
        for name in client.names:
            table.put(found, name, client)
    return found


def _client(table: Table) -> Client:
    table.allow({*Client._fields, "source"})
    return Client(
        table.texts("names"),
        table.text("holds"),
        frozenset(table.texts("personal")),
        frozenset(table.texts("shares")),
    )
