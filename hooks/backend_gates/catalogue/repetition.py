"""What names say about loops, and about what they do for their elements."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tomli

from backend_gates.catalogue.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable


class Repetition(NamedTuple):
    """The words of `repetition.toml`, where each list says what it means, to look for in names."""

    few: re.Pattern[str]
    portions: re.Pattern[str]
    changes: re.Pattern[str]
    checks: re.Pattern[str]
    jobs: re.Pattern[str]
    services: re.Pattern[str]
    files: re.Pattern[str]
    lookups: re.Pattern[str]
    operators: re.Pattern[str]


@cache
def load() -> Repetition:
    """The words that come with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    top = Table(tomli.loads(path.read_text(encoding="utf-8")), path.name)
    top.allow({*Repetition._fields, "counted", "outside"})
    words = {name: top.texts(name) for name in (*Repetition._fields, "counted", "outside")}
    last = rf"(^|_){_any(words['few'])}s?(_(data|dict|id|key|name)s?)?$"
    transfers = r"(?!get_).*_(download|upload)$|.*(^|_)(from|in|to)_(disk|s3|storage)(_|$)"
    return Repetition(
        few=re.compile(rf"{last}|{_part(words['counted'])}|^_?_?(meta|mapper__)$"),
        portions=re.compile(_part(words["portions"])),
        changes=re.compile(_start(words["changes"])),
        checks=re.compile(_start(words["checks"])),
        jobs=re.compile(rf"{_start(words['jobs'])}|.*{_part(words['outside'])}|{transfers}"),
        services=re.compile(_part(words["services"])),
        files=re.compile(_part(words["files"])),
        lookups=re.compile(rf"__{_any(words['lookups'])}$"),
        operators=re.compile(rf"{_any(words['operators'])}$"),
    )


def _any(words: Iterable[str]) -> str:
    return rf"({'|'.join(words)})"


def _part(words: Iterable[str]) -> str:
    return rf"(^|_){_any(words)}(_|$)"


def _start(words: Iterable[str]) -> str:
    return rf"_*{_any(words)}(_|$)"
