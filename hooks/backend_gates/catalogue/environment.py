"""How the environment is read, where that belongs, and which variables are no settings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tomli

from backend_gates.catalogue.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

_REST = "*"


class Environment(NamedTuple):
    """What `environment.toml` says, table by table."""

    functions: frozenset[str]
    mappings: frozenset[str]
    words: frozenset[str]
    naming: frozenset[str]
    bases: frozenset[str]
    configurable: frozenset[str]
    files: frozenset[str]
    file_words: frozenset[str]
    folders: frozenset[str]
    command_line: frozenset[str]
    variables: frozenset[str]
    prefixes: tuple[str, ...]

    def is_of_machine(self, variable: str) -> bool:
        """Tell whether a variable says something of the machine, not of the service."""
        return variable.upper() in self.variables or variable.upper().startswith(self.prefixes)


@cache
def load() -> Environment:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    return parse(tomli.loads(path.read_text(encoding="utf-8")), path.name)


def parse(document: Mapping[str, object], origin: str) -> Environment:
    """Turn the tables of a TOML document into knowledge; `origin` names it in a CatalogueError."""
    top = Table(document, origin)
    reads, settings, elsewhere, machine = map(
        top.table, ("reads", "settings", "elsewhere", "machine")
    )
    variables = machine.texts("variables")
    return Environment(
        functions=frozenset(reads.texts("functions")),
        mappings=frozenset(reads.texts("mappings")),
        words=frozenset(settings.texts("words")),
        naming=frozenset(settings.texts("naming")),
        bases=frozenset(settings.texts("bases")),
        configurable=frozenset(settings.texts("configurable")),
        files=frozenset(elsewhere.texts("files")),
        file_words=frozenset(elsewhere.texts("words")),
        folders=frozenset(elsewhere.texts("folders")),
        command_line=frozenset(elsewhere.texts("command_line")),
        variables=frozenset(name for name in variables if not name.endswith(_REST)),
        prefixes=tuple(name.removesuffix(_REST) for name in variables if name.endswith(_REST)),
    )
