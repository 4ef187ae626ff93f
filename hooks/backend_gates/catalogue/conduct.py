"""What the names of calls say about what the calls do."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli


class Conduct(NamedTuple):
    """The words of `conduct.toml`, where each list says what it means."""

    asks: frozenset[str]
    retrieves: frozenset[str]
    converts: frozenset[str]
    changes: frozenset[str]
    commands: frozenset[str]
    nouns: frozenset[str]
    adverbs: frozenset[str]
    prepositions: frozenset[str]
    makers: frozenset[str]
    threads: frozenset[str]
    keepers: frozenset[str]
    announces: frozenset[str]
    technical: frozenset[str]
    textual: frozenset[str]
    wordings: frozenset[str]
    controls: frozenset[str]
    setters: frozenset[str]
    pagination: frozenset[str]
    transport_classes: frozenset[str]
    answers: frozenset[str]
    request_data: frozenset[str]
    validated: frozenset[str]
    transport_names: frozenset[str]
    pure_packages: frozenset[str]
    domain_packages: frozenset[str]
    fetchers: frozenset[str]
    validity: frozenset[str]
    inspections: frozenset[str]
    observers: frozenset[str]

    def is_pure(self, name: str) -> bool:
        """Whether a library's function, by its dotted name, only builds, answers or inspects."""
        package, last = name.partition(".")[0], name.rpartition(".")[2]
        if last in self.fetchers or name.startswith(tuple(self.domain_packages)):
            return False
        return package in self.pure_packages


@cache
def load() -> Conduct:
    """The words that come with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    document = tomli.loads(path.read_text(encoding="utf-8"))
    return Conduct(**{name: frozenset(document[name]) for name in Conduct._fields})


@cache
def words(name: str) -> Sequence[str]:
    """The words of a name, in lower case: `bulkCreate_items` is bulk, create, items."""
    spaced = "".join(f"_{letter}" if letter.isupper() else letter for letter in name)
    return [word for word in spaced.lower().split("_") if word]
