"""Which calls of Python and of libraries make a thread wait, and how to follow their objects."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

import tomli

CATEGORIES = (
    "sleep",
    "http",
    "net",
    "db",
    "cloud",
    "subprocess",
    "file",
    "file-metadata",
    "thread-wait",
    "crypto",
    "input",
)
EVERY_METHOD = "*"

_Value = TypeVar("_Value")


class CatalogueError(ValueError):
    """An entry that can't be read; the message names the document, the table and the key."""


class Blocking(NamedTuple):
    """Why something blocks: what it waits for, what to use instead, and who says so."""

    category: str
    instead: str
    why: str
    source: str


class LibraryClass(NamedTuple):
    """A class of a library: what of it blocks, and the classes that its members lead to.

    `bases` are the library classes whose members it has too. `methods` may hold `EVERY_METHOD`;
    `except_` names what doesn't block all the same, also when a base says that it does.
    `iterating`, `entering` (by `with`), `calling` and `making` an instance block where true.
    `returns` and `attributes` name the class of what a method returns and an attribute holds.
    """

    name: str
    bases: tuple[str, ...]
    methods: frozenset[str]
    properties: frozenset[str]
    except_: frozenset[str]
    iterating: bool
    entering: bool
    calling: bool
    making: bool
    returns: Mapping[str, str]
    attributes: Mapping[str, str]
    blocking: Blocking

    def blocks_in(self, method: str) -> bool:
        """Tell whether the class itself, bases aside, says that the method blocks."""
        if method in self.except_:
            return False
        is_public = not method.startswith("_")
        return method in self.methods or (is_public and EVERY_METHOD in self.methods)


class Catalogue(NamedTuple):
    """Everything that is known to block, by qualified name.

    `calls` holds functions, by every name that they are imported by. `aliases` leads from another
    name of a class to the name that it has in `classes`; `makers` from a function that returns
    an instance to the name of the class. A function may be both in `calls` and in `makers`
    (`psycopg2.connect`).

    Every question about a class takes any of its names, and an unknown class has no members.
    """

    calls: Mapping[str, Blocking]
    classes: Mapping[str, LibraryClass]
    aliases: Mapping[str, str]
    makers: Mapping[str, str]

    def canonical(self, name: str) -> str:
        """Return the name that a class has in `classes`; any other name stays as it is."""
        return self.aliases.get(name, name)

    def instance_of(self, call_name: str) -> str | None:
        """Return the class of which calling this class or function gives an instance."""
        name = self.canonical(call_name)
        return name if name in self.classes else self.makers.get(call_name)

    def blocking_call(self, name: str) -> Blocking | None:
        """Return why calling this function, or making an instance of this class, blocks."""
        return self.calls.get(name) or self._blocking_act(name, "making")

    def blocking_method(self, class_name: str, method: str) -> Blocking | None:
        """Return why calling this method blocks; class and static methods are methods too."""
        for known in self._with_bases(class_name):
            if method in known.except_:
                return None
            if known.blocks_in(method):
                return known.blocking
        return None

    def blocking_property(self, class_name: str, name: str) -> Blocking | None:
        """Return why reading this attribute blocks."""
        lines = self._with_bases(class_name)
        return next((known.blocking for known in lines if name in known.properties), None)

    def blocking_iteration(self, class_name: str) -> Blocking | None:
        """Return why a loop over an instance blocks."""
        return self._blocking_act(class_name, "iterating")

    def blocking_entry(self, class_name: str) -> Blocking | None:
        """Return why `with instance:` blocks, at its start or at its end."""
        return self._blocking_act(class_name, "entering")

    def blocking_instance_call(self, class_name: str) -> Blocking | None:
        """Return why calling an instance blocks."""
        return self._blocking_act(class_name, "calling")

    def returned_by(self, class_name: str, method: str) -> str | None:
        """Return the class of what this method returns; `__enter__` gives the instance itself."""
        for known in self._with_bases(class_name):
            if method in known.returns:
                return self.canonical(known.returns[method])
        name = self.canonical(class_name)
        return name if method == "__enter__" and name in self.classes else None

    def attribute(self, class_name: str, name: str) -> str | None:
        """Return the class of what this attribute holds."""
        for known in self._with_bases(class_name):
            if name in known.attributes:
                return self.canonical(known.attributes[name])
        return None

    def _blocking_act(self, class_name: str, act: str) -> Blocking | None:
        lines = self._with_bases(class_name)
        return next((known.blocking for known in lines if getattr(known, act)), None)

    def _with_bases(self, class_name: str) -> Iterator[LibraryClass]:
        """Yield the class and then its bases, nearest first."""
        known = self.classes.get(self.canonical(class_name))
        if known is not None:
            yield known
            for base in known.bases:
                yield from self._with_bases(base)


@cache
def load() -> Catalogue:
    """Return the catalogue that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    return parse(tomli.loads(path.read_text(encoding="utf-8")), path.name)


def parse(document: Mapping[str, object], origin: str) -> Catalogue:
    """Turn the tables `call` and `class` of a TOML document into a catalogue.

    `origin` names the document in errors. A missing, unknown or mistyped key, an unknown
    category and a name that stands twice raise CatalogueError.
    """
    top = _Table(document, origin)
    top.allow({"call", "class"})
    calls: dict[str, Blocking] = {}
    for table in top.tables("call"):
        table.allow({"names", *Blocking._fields})
        blocking = _blocking(table)
        for name in table.texts("names", required=True):
            table.put(calls, name, blocking)
    return _with_classes(calls, top.tables("class"))


def _with_classes(calls: dict[str, Blocking], tables: list["_Table"]) -> Catalogue:
    classes: dict[str, LibraryClass] = {}
    aliases: dict[str, str] = {}
    makers: dict[str, str] = {}
    for table in tables:
        known = _library_class(table)
        table.put(classes, known.name, known)
        for alias in table.texts("aliases"):
            table.put(aliases, alias, known.name)
        for maker in table.texts("constructors"):
            table.put(makers, maker, known.name)
    return Catalogue(calls, classes, aliases, makers)


def _blocking(table: "_Table") -> Blocking:
    blocking = Blocking(*(table.text(field) for field in Blocking._fields))
    if blocking.category not in CATEGORIES:
        known = ", ".join(CATEGORIES)
        raise table.error(f"`category` is {blocking.category!r}; it must be one of {known}")
    return blocking


_CLASS_KEYS = {
    *LibraryClass._fields,
    *Blocking._fields,
    "aliases",
    "chaining",
    "constructors",
    "except",
} - {"blocking", "except_"}


def _library_class(table: "_Table") -> LibraryClass:
    table.allow(_CLASS_KEYS)
    name = table.text("name")
    return LibraryClass(
        name=name,
        bases=table.texts("bases"),
        methods=frozenset(table.texts("methods")),
        properties=frozenset(table.texts("properties")),
        except_=frozenset(table.texts("except")),
        iterating=table.flag("iterating"),
        entering=table.flag("entering"),
        calling=table.flag("calling"),
        making=table.flag("making"),
        returns=dict.fromkeys(table.texts("chaining"), name) | table.pairs("returns"),
        attributes=table.pairs("attributes"),
        blocking=_blocking(table),
    )


class _Table(NamedTuple):
    """A table of the document, read key by key; `place` is how an error names it."""

    values: Mapping[str, object]
    place: str

    def error(self, message: str) -> CatalogueError:
        return CatalogueError(f"{self.place}: {message}")

    def allow(self, keys: set[str]) -> None:
        unknown = sorted(self.values.keys() - keys)
        if unknown:
            known = ", ".join(sorted(keys))
            raise self.error(f"unknown key `{unknown[0]}`; the keys are {known}")

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value:
            raise self.error(f"`{key}` must be a text")
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        values = self.values.get(key, [])
        is_list = isinstance(values, list) and all(isinstance(value, str) for value in values)
        if not is_list or (required and not values):
            raise self.error(f"`{key}` must be a list of texts")
        return tuple(cast("list[str]", values))

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"`{key}` must be true or false")
        return value

    def pairs(self, key: str) -> dict[str, str]:
        values = self.values.get(key, {})
        if not isinstance(values, dict) or any(not isinstance(v, str) for v in values.values()):
            raise self.error(f"`{key}` must be a table from member to class name")
        return dict(values)

    def tables(self, key: str) -> list["_Table"]:
        entries = self.values.get(key, [])
        if not isinstance(entries, list) or any(not isinstance(e, dict) for e in entries):
            raise self.error(f"`{key}` must be written as [[{key}]] tables")
        return [self._entry(key, number, entry) for number, entry in enumerate(entries, 1)]

    def _entry(self, key: str, number: int, entry: Mapping[str, object]) -> "_Table":
        first = entry.get("name") or entry.get("names") or ""
        label = first[0] if isinstance(first, list) else first
        return _Table(entry, f"{self.place}: [[{key}]] number {number} ({label})")

    def put(self, known: dict[str, _Value], name: str, value: _Value) -> None:
        if name in known:
            raise self.error(f"`{name}` stands twice")
        known[name] = value
