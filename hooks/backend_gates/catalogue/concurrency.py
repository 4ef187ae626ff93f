"""What several tasks come to at the same time, and what two of them can't both have."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli

from backend_gates.catalogue.tables import Table


class Events(NamedTuple):
    """What hands a function to a library for each event, and what there is one object of."""

    decorators: frozenset[str]
    parts: frozenset[str]


class Tasks(NamedTuple):
    """The names of calls that make a task, and of those that run several at once."""

    making: frozenset[str]
    gathering: frozenset[str]


class Opened(NamedTuple):
    """Words for what holds something open, as `concurrency.toml` says of each."""

    things: frozenset[str]
    alone: frozenset[str]
    calls: frozenset[str]
    begun: frozenset[str]
    done: frozenset[str]
    data: frozenset[str]

    def is_data(self, name: str) -> bool:
        """Whether objects of a class, or of one that derives from it, hold nothing open."""
        return name.startswith(tuple(self.data))


class Concurrency(NamedTuple):
    """All that is known, libraries of events by their packages, lazy clients by their makers.

    A lazy client has the keyword that makes it wait.
    """

    events: Mapping[str, Events]
    starting: frozenset[str]
    tasks: Tasks
    locks: frozenset[str]
    lazy_clients: Mapping[str, str]
    opened: Opened

    def is_for_events(self, decorator: str) -> bool:
        """Whether a decorator, by its dotted name, hands a function over for each event."""
        package, _, method = decorator.partition(".")
        known = self.events.get(package)
        return known is not None and method.rpartition(".")[2] in known.decorators

    def is_part(self, name: str) -> bool:
        """Whether all events are told to one object of this class."""
        package, _, inner = name.partition(".")
        known = self.events.get(package)
        return known is not None and inner.rpartition(".")[2] in known.parts


@cache
def load() -> Concurrency:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    top = Table(tomli.loads(path.read_text(encoding="utf-8")), path.name)
    tasks, locks, opened = top.table("tasks"), top.table("locks"), top.table("opened")
    return Concurrency(
        events={each.text("package"): _events(each) for each in top.tables("events")},
        starting=frozenset(top.table("starting").texts("names")),
        tasks=Tasks(frozenset(tasks.texts("making")), frozenset(tasks.texts("gathering"))),
        locks=_joined(locks, "classes"),
        lazy_clients={
            name: each.text("unless")
            for each in top.tables("lazy_client")
            for name in _joined(each, "makers")
        },
        opened=Opened(**{key: frozenset(opened.texts(key)) for key in Opened._fields}),
    )


def _events(table: Table) -> Events:
    return Events(frozenset(table.texts("decorators")), frozenset(table.texts("parts")))


def _joined(table: Table, key: str) -> frozenset[str]:
    """The dotted names of what stands in each of the modules."""
    names = table.texts(key)
    return frozenset(f"{module}.{name}" for module in table.texts("modules") for name in names)
