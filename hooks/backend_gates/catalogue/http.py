"""What belongs to HTTP: the exceptions, requests, responses and status codes of frameworks."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import tomli

from backend_gates.catalogue.tables import Table

Kind: TypeAlias = Literal[
    "aborts", "errors", "requests", "responses", "makers", "current", "statuses"
]
Layer: TypeAlias = Literal["answering", "guarding", "serving", "business", "holding", ""]
_KINDS: tuple[Kind, ...] = (
    *("aborts", "errors", "requests", "responses", "makers", "current", "statuses"),
)


_LAYERS: tuple[Layer, ...] = ("answering", "guarding", "serving", "business", "holding")


class _Entry(NamedTuple):
    package: str
    names: tuple[str, ...]
    kind: Kind


@cache
def layers(business: tuple[str, ...] = (), transport: tuple[str, ...] = ()) -> Mapping[str, Layer]:
    """What part of a service a word in a name tells of; a team's own words win."""
    (table,) = _document().tables("words")
    known: dict[str, Layer] = {}
    for each in _LAYERS:
        known.update(dict.fromkeys(table.texts(each), each))
    known.update(dict.fromkeys(business, "business"))
    known.update(dict.fromkeys(transport, "answering"))
    return known


@cache
def is_framework(name: str) -> bool:
    """Whether a dotted name is from a package that answers requests."""
    return name.partition(".")[0] in _packages()


@cache
def _packages() -> frozenset[str]:
    (table,) = _document().tables("frameworks")
    return frozenset(table.texts("packages"))


@cache
def kind_of(name: str) -> Kind | None:
    """What a dotted name stands for in a framework; None for anything else."""
    for entry in _load():
        inner = name.removeprefix(f"{entry.package}.")
        if inner != name and any(_is_named(inner, each) for each in entry.names):
            return entry.kind
    return None


def _is_named(inner: str, pattern: str) -> bool:
    """Whether it is so called in the package, or in a module of it."""
    return fnmatchcase(inner, pattern) or fnmatchcase(inner.rpartition(".")[2], pattern)


@cache
def _document() -> Table:
    path = Path(__file__).with_suffix(".toml")
    top = Table(tomli.loads(path.read_text(encoding="utf-8")), path.name)
    top.allow({*_KINDS, "frameworks", "words"})
    return top


@cache
def _load() -> tuple[_Entry, ...]:
    top = _document()
    return tuple(_entry(table, kind) for kind in _KINDS for table in top.tables(kind))


def _entry(table: Table, kind: Kind) -> _Entry:
    table.allow({"package", "names", "source"})
    return _Entry(table.text("package"), table.texts("names"), kind)
