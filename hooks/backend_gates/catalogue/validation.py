"""What pydantic does with validators, in its two versions."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, cast

import tomli

from backend_gates.catalogue.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind: TypeAlias = Literal["field", "model"]
Version: TypeAlias = Literal[1, 2]


class Decorator(NamedTuple):
    """What a decorator validates, and the version that it is of.

    An `own` one is always run by that version; v1's are there in both.
    """

    kind: Kind
    version: Version
    own: bool


class Validation(NamedTuple):
    """All that is known, by qualified names."""

    decorators: Mapping[str, Decorator]
    functional: Mapping[str, str]
    models: frozenset[str]
    settings: frozenset[str]
    bystanders: frozenset[str]
    dataclasses: frozenset[str]
    converted: Mapping[Version, frozenset[str]]
    http_exceptions: frozenset[str]
    exceptions: frozenset[str]
    raising: frozenset[str]
    never_returns: frozenset[str]
    deliberate: frozenset[str]
    v1_arguments: frozenset[str]
    v2_names: frozenset[str]
    mapping: frozenset[str]


@cache
def load() -> Validation:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    top = Table(tomli.loads(path.read_text(encoding="utf-8")), path.name)
    converted = Table(cast("Mapping[str, object]", top.values["converted"]), path.name)
    models, exceptions = top.tables("model"), top.tables("exception")
    return Validation(
        decorators={n: _decorator(each) for each in top.tables("decorator") for n in _names(each)},
        functional={
            n: each.text("mode") for each in top.tables("functional") for n in _names(each)
        },
        models=_all(models),
        settings=_all([each for each in models if each.flag("settings")]),
        bystanders=_all(top.tables("bystander")),
        dataclasses=_all(top.tables("dataclass")),
        converted={1: frozenset(converted.texts("v1")), 2: frozenset(converted.texts("v2"))},
        http_exceptions=_all([each for each in exceptions if each.flag("is_http")]),
        exceptions=_all(exceptions),
        raising=_all(top.tables("raising")),
        never_returns=frozenset(top.texts("never_returns")),
        deliberate=frozenset(top.texts("deliberate")),
        v1_arguments=frozenset(top.texts("v1_arguments")),
        v2_names=frozenset(top.texts("v2_names")),
        mapping=frozenset(top.texts("mapping")),
    )


def _names(table: Table) -> tuple[str, ...]:
    return table.texts("names")


def _all(tables: list[Table]) -> frozenset[str]:
    return frozenset(name for table in tables for name in _names(table))


def _decorator(table: Table) -> Decorator:
    version = cast("Version", table.values["version"])
    return Decorator(cast("Kind", table.text("kind")), version, table.flag("own"))
