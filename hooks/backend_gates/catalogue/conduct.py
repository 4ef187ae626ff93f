"""What the names of calls say about what the calls do."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli


class Conduct(NamedTuple):
    """The words of `conduct.toml`, where each list says what it means."""

    asks: frozenset[str]
    changes: frozenset[str]
    commands: frozenset[str]
    announces: frozenset[str]
    technical: frozenset[str]
    controls: frozenset[str]
    setters: frozenset[str]
    pagination: frozenset[str]
    transport_classes: frozenset[str]
    transport_names: frozenset[str]
    pure_packages: frozenset[str]
    observers: frozenset[str]


@cache
def load() -> Conduct:
    """The words that come with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    document = tomli.loads(path.read_text(encoding="utf-8"))
    return Conduct(**{name: frozenset(document[name]) for name in Conduct._fields})


def words(name: str) -> list[str]:
    """The words of a name, in lower case: `bulkCreate_items` is bulk, create, items."""
    spaced = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return [word for word in spaced.lower().split("_") if word]
