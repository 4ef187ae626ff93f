"""Where functions run that a library is handed, and which of a framework's run on the loop."""

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from backend_gates.catalogue.frameworks import is_of


class InPlace(NamedTuple):
    """What a function does with its arguments on the thread of its caller.

    It calls those at the places `calls` or by the `keywords`, and iterates the others where
    `iterates` is true, one that does so `once` up to the first element; a `lazy` one only as its
    result is iterated. With fewer than `at_least` positional arguments it does neither. One that
    `enters` them does as `with` does.
    """

    calls: frozenset[int] = frozenset()
    keywords: frozenset[str] = frozenset()
    iterates: bool = False
    once: bool = False
    lazy: bool = False
    at_least: int = 0
    enters: bool = False


class OnTheLoop(NamedTuple):
    """Which argument of a function the event loop calls later, `unless` another has a value."""

    position: int
    keyword: str
    unless: Mapping[str, str]


class SyncHandler(NamedTuple):
    """Handlers of a framework that run on the loop though they are no coroutine functions.

    Where `only` names modules, it is so for classes from these alone. An argument of the
    decorator that is in `unless` has them run elsewhere.
    """

    framework: str
    kind: str
    only: tuple[str, ...]
    unless: Mapping[str, str]


class Methods(NamedTuple):
    """Methods, `*` standing for any ending, of subclasses or instances of a package's classes."""

    package: str
    classes: frozenset[str]
    methods: frozenset[str]

    def names(self, method: str) -> bool:
        """Whether a method of this name may be meant."""
        return any(fnmatchcase(method, each) for each in self.methods)

    def has(self, class_names: Iterable[str], method: str) -> bool:
        """Whether the method of an object of one of these classes is meant."""
        is_theirs = any(is_of(name, self.package, self.classes) for name in class_names)
        return is_theirs and self.names(method)


class Signs(NamedTuple):
    """What stands in each file that registers functions: one of `words`, and one of `patterns`.

    The patterns say more; the words are quicker to look for.
    """

    words: tuple[bytes, ...]
    patterns: tuple[re.Pattern[bytes], ...]

    def stand_in(self, data: bytes) -> bool:
        """Whether a file of these bytes may register something."""
        return any(word in data for word in self.words) and any(
            pattern.search(data) for pattern in self.patterns
        )


class Decorator(NamedTuple):
    """What registers a function with the loop: `methods` of objects, or `functions` by name.

    Where modules are named it does so only in a project that uses one of `served_by`, and none of
    `not_by`, which serve the same from threads.
    """

    methods: Methods
    functions: frozenset[str]
    served_by: Signs | None
    not_by: Signs | None


class StartUp(NamedTuple):
    """How functions are registered to run as the application starts or stops.

    `decorators` are methods that do so, as decorators or called; `events` too, where an argument
    is called, or ends, like one of `event_names`. `keywords` are arguments and
    `attributes` attributes that take such a function, `lists` attributes that it is added to.
    `applications` are the classes that a lifespan
    takes, `hooks` methods that run so by themselves. `repeated` names decorators that run a
    function again and again. The `signs` tell the files that register functions.
    """

    decorators: frozenset[str]
    events: frozenset[str]
    keywords: frozenset[str]
    lists: frozenset[str]
    attributes: frozenset[str]
    applications: frozenset[str]
    hooks: tuple[Methods, ...]
    event_names: tuple[str, ...]
    repeated: frozenset[str]
    signs: Signs


class Execution(NamedTuple):
    """All that is known. Functions go by their qualified names, methods by class and name.

    `by_method` are names of methods that tell enough where the receiver is unknown; `in_a_thread`
    are functions and decorators that have another thread call or iterate what they are given,
    `result_of` tells of some which of their arguments returned what awaiting them gives.
    `scheduling_names` are the last names of the functions that hand something to the loop. Who
    uses none of the `packages` has no `def` that the loop runs.
    """

    in_place: Mapping[str, InPlace]
    by_method: Mapping[str, InPlace]
    on_the_loop: Mapping[str, OnTheLoop]
    in_a_thread: frozenset[str]
    result_of: Mapping[str, int]
    sync_handlers: tuple[SyncHandler, ...]
    decorators: tuple[Decorator, ...]
    protocols: tuple[Methods, ...]
    start_up: StartUp
    scheduling_names: frozenset[str]
    packages: frozenset[str]


@cache
def load() -> Execution:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    document = tomli.loads(path.read_text(encoding="utf-8"))
    in_place = [(table, _in_place(table)) for table in document["in_place"]]
    on_the_loop = {
        name: OnTheLoop(table["position"], table["keyword"], table.get("unless", {}))
        for table in document["on_the_loop"]
        for name in table["names"]
    }
    sync_handlers = tuple(_sync_handler(table) for table in document["sync_handler"])
    decorators = tuple(_decorator(table) for table in document["decorator"])
    protocols = tuple(_methods(table) for table in document["protocol"])
    called_back = [*(each.methods for each in decorators), *protocols]
    return Execution(
        in_place={name: known for table, known in in_place for name in table["names"]},
        by_method={name: known for table, known in in_place for name in table.get("methods", ())},
        on_the_loop=on_the_loop,
        in_a_thread=_joined(document["in_a_thread"], "names"),
        result_of={
            name: table["result_of"]
            for table in document["in_a_thread"]
            if "result_of" in table
            for name in table["names"]
        },
        sync_handlers=sync_handlers,
        decorators=decorators,
        protocols=protocols,
        start_up=_start_up(document),
        scheduling_names=frozenset(name.rpartition(".")[2] for name in on_the_loop),
        packages=frozenset(
            {each.package for each in called_back} | {each.framework for each in sync_handlers}
        ),
    )


_Table = Mapping[str, Any]


def _in_place(table: _Table) -> InPlace:
    return InPlace(
        calls=frozenset(table.get("calls", ())),
        keywords=frozenset(table.get("keywords", ())),
        iterates=table.get("iterates", False),
        once=table.get("once", False),
        lazy=table.get("lazy", False),
        at_least=table.get("at_least", 0),
        enters=table.get("enters", False),
    )


def _sync_handler(table: _Table) -> SyncHandler:
    only, unless = tuple(table.get("only", ())), table.get("unless", {})
    return SyncHandler(table["framework"], table["kind"], only, unless)


def _methods(table: _Table) -> Methods:
    classes, methods = table.get("classes", ()), table.get("methods", ())
    return Methods(table["package"], frozenset(classes), frozenset(methods))


def _decorator(table: _Table) -> Decorator:
    functions = frozenset(table.get("functions", ()))
    served_by, not_by = (_imports(table.get(key, ())) for key in ("served_by", "not_by"))
    return Decorator(_methods(table), functions, served_by, not_by)


def _imports(modules: Iterable[str]) -> Signs | None:
    """The signs of a file that imports one of the modules."""
    words = tuple(module.encode() for module in modules)
    return Signs(words, (re.compile(b""),)) if words else None


def _start_up(document: _Table) -> StartUp:
    tables = document["start_up"]
    return StartUp(
        decorators=_joined(tables, "decorators"),
        events=_joined(tables, "events"),
        keywords=_joined(tables, "keywords"),
        lists=_joined(tables, "lists"),
        attributes=_joined(tables, "attributes"),
        applications=_joined(tables, "applications"),
        hooks=tuple(_methods(table) for table in document["hook"]),
        event_names=tuple(sorted(_joined(document["event"], "names"))),
        repeated=_joined(document["repeated"], "names"),
        signs=_signs(document["registering"]),
    )


def _signs(tables: Iterable[_Table]) -> Signs:
    pairs = [(word.encode(), table["then"].encode()) for table in tables for word in table["words"]]
    words = {word for word, _ in pairs}
    shortest = {word for word in words if not any(o != word and o in word for o in words)}
    patterns = (re.compile(re.escape(word) + b"(?:" + then + b")") for word, then in pairs)
    return Signs(tuple(sorted(shortest)), tuple(patterns))


def _joined(tables: Iterable[_Table], key: str) -> frozenset[str]:
    return frozenset(name for table in tables for name in table.get(key, ()))
