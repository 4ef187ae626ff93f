"""How code tells of a failure, and what may fail without a word."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli


class Failures(NamedTuple):
    """The lists of `failures.toml`, where each says what it means."""

    broad: frozenset[str]
    with_cancellation: frozenset[str]
    cancellations: frozenset[str]
    cancellation_getters: frozenset[str]
    suppress: frozenset[str]
    gather: frozenset[str]
    quiet_methods: frozenset[str]
    loud_methods: frozenset[str]
    levelled_methods: frozenset[str]
    quiet_levels: frozenset[str]
    logger_makers: frozenset[str]
    loggers: frozenset[str]
    logger_names: frozenset[str]
    prints: frozenset[str]
    quiet_calls: frozenset[str]
    rollbacks: frozenset[str]
    transaction_words: frozenset[str]
    error_words: frozenset[str]
    tidying_functions: frozenset[str]
    unfailing_methods: frozenset[str]
    housekeeping: frozenset[str]
    tidying_calls: frozenset[str]
    tidying_starts: frozenset[str]
    tidied_things: frozenset[str]
    laid_out: frozenset[str]
    observing_words: frozenset[str]
    asking_words: frozenset[str]
    talk: frozenset[str]
    open_files: frozenset[str]
    connections: frozenset[str]
    optional_methods: frozenset[str]
    rereading: frozenset[str]
    questions: frozenset[str]
    browsing_words: frozenset[str]
    browsing_places: frozenset[str]
    browsing_packages: frozenset[str]
    screen_packages: frozenset[str]
    request_words: frozenset[str]
    observing_places: frozenset[str]
    probing_words: frozenset[str]
    promising_nothing: frozenset[str]
    confessions: frozenset[str]
    adorning: frozenset[str]
    preparing_words: frozenset[str]
    hooking_decorators: frozenset[str]
    script_folders: frozenset[str]
    script_functions: frozenset[str]
    script_words: frozenset[str]
    script_files: frozenset[str]
    pure_packages: frozenset[str]
    waits: frozenset[str]
    impure: frozenset[str]
    waiting_methods: frozenset[str]
    waited_for: frozenset[str]
    pure_methods: frozenset[str]
    task_makers: frozenset[str]
    receivers: frozenset[str]
    answering_none: frozenset[str]
    cancellation_questions: frozenset[str]

    @property
    def caught(self) -> frozenset[str]:
        """What the classes that matter are called, without their modules."""
        return _last_names(self.broad | self.cancellations | self.cancellation_getters)

    def is_pure(self, name: str) -> bool:
        """Whether a library's function, by its dotted name, only converts what it is given."""
        parts = name.split(".")
        packages = {".".join(parts[:length]) for length in (1, 2)}
        return name not in self.impure and not packages.isdisjoint(self.pure_packages)


@cache
def _last_names(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name.rpartition(".")[2] for name in names)


@cache
def load() -> Failures:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    tables = tomli.loads(path.read_text(encoding="utf-8")).values()
    lists = {key: values for table in tables for key, values in table.items()}
    return Failures(**{name: frozenset(lists[name]) for name in Failures._fields})
