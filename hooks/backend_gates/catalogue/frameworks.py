"""How web frameworks tell which functions are route handlers."""

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

EVERY_METHOD = "*"


class Decorator(NamedTuple):
    """`@object.method(…)` of an instance of one of the classes, or of a subclass."""

    framework: str
    package: str
    classes: frozenset[str]
    methods: frozenset[str]
    kind: str


class Function(NamedTuple):
    """`@name(…)` of a function of the package."""

    framework: str
    package: str
    names: frozenset[str]
    kind: str


class View(NamedTuple):
    """Methods of a subclass of one of the classes; `*` is every public one."""

    framework: str
    package: str
    classes: frozenset[str]
    methods: frozenset[str]
    kind: str


class Registration(NamedTuple):
    """A call of `methods` of an object, or of `functions`, that is given the handler.

    It is the positional argument at `position`, or the one named `keyword`. Where `verb_first` is
    true the first argument is a method of HTTP.
    """

    framework: str
    package: str
    classes: frozenset[str]
    methods: frozenset[str]
    functions: frozenset[str]
    position: int
    keyword: str
    kind: str
    verb_first: bool


class Registering(NamedTuple):
    """The last names of all calls that may register a handler, and what tells of such calls.

    That is the name of a method, the import of a function, or that of a package in a file that
    names one of its functions.
    """

    names: frozenset[str]
    methods: re.Pattern[bytes]
    functions: frozenset[bytes]
    packages: Mapping[bytes, re.Pattern[bytes]]


class Frameworks(NamedTuple):
    """All that is known. `router_names` and `router_methods` are for receivers unknown otherwise.

    `registrars` are the stems of the files that may register functions of the modules beside
    them, `far_registrars` of those that may register functions of any module. The `extensions` are
    attributes of a handler (`classes`) whose methods decorate another.
    """

    decorators: tuple[Decorator, ...]
    functions: tuple[Function, ...]
    views: tuple[View, ...]
    registrations: tuple[Registration, ...]
    router_names: frozenset[str]
    router_methods: frozenset[str]
    registrars: tuple[str, ...]
    far_registrars: frozenset[str]
    extensions: tuple[Decorator, ...]
    registering: Registering


@cache
def is_of(name: str, package: str, names: frozenset[str]) -> bool:
    """Whether a dotted name means one of the package's `names`, whichever module it is in.

    A package that starts with `*` means the module that the name is in, generated ones for
    instance; names may hold a `*` too.
    """
    module, _, last = name.rpartition(".")
    if package.startswith("*"):
        is_inside = fnmatchcase(module.rpartition(".")[2], package)
    else:
        is_inside = module.partition(".")[0] == package
    return is_inside and (last in names or any(fnmatchcase(last, each) for each in names))


@cache
def load() -> Frameworks:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    document = tomli.loads(path.read_text(encoding="utf-8"))
    registrations = tuple(_registration(table) for table in document["registration"])
    return Frameworks(
        decorators=tuple(_decorator(table) for table in document["decorator"]),
        functions=tuple(_function(table) for table in document["function"]),
        views=tuple(View(**_decorator(table)._asdict()) for table in document["view"]),
        registrations=registrations,
        router_names=frozenset(document["fallback"]["names"]),
        router_methods=frozenset(document["fallback"]["methods"]),
        registrars=tuple(document["registrars"]["near"]),
        far_registrars=frozenset(document["registrars"]["anywhere"]),
        extensions=tuple(_decorator(table) for table in document["extension"]),
        registering=_registering(registrations),
    )


def _registering(registrations: tuple[Registration, ...]) -> Registering:
    methods = frozenset[str]().union(*(each.methods for each in registrations))
    functions = frozenset[str]().union(*(each.functions for each in registrations))
    imported = frozenset(name.encode() for name in functions)
    return Registering(methods | functions, _any_of(methods), imported, _packages(registrations))


def _packages(registrations: tuple[Registration, ...]) -> dict[bytes, re.Pattern[bytes]]:
    functions: dict[str, frozenset[str]] = {}
    for each in registrations:
        functions[each.package] = functions.get(each.package, frozenset()) | each.functions
    return {package.encode(): _any_of(names) for package, names in functions.items() if names}


def _any_of(names: frozenset[str]) -> re.Pattern[bytes]:
    return re.compile("|".join(sorted(names)).encode())


_Table = Mapping[str, Any]


def _decorator(table: _Table) -> Decorator:
    classes, methods = frozenset(table["classes"]), frozenset(table["methods"])
    return Decorator(table["framework"], table["package"], classes, methods, table["kind"])


def _function(table: _Table) -> Function:
    names = frozenset(table["names"])
    return Function(table["framework"], table["package"], names, table["kind"])


def _registration(table: _Table) -> Registration:
    return Registration(
        table["framework"],
        table["package"],
        frozenset(table.get("classes", ())),
        frozenset(table.get("methods", ())),
        frozenset(table.get("functions", ())),
        table["position"],
        table["keyword"],
        table["kind"],
        table.get("verb_first", False),
    )
