"""Which calls of Python and of libraries make a thread wait, and how to follow their objects."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tomli

from backend_gates.catalogue.tables import CatalogueError, Table

__all__ = ["CATEGORIES", "Blocking", "Catalogue", "CatalogueError", "LibraryClass", "load", "parse"]

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
_EVERY = "*"


class Blocking(NamedTuple):
    """Why something blocks: what it waits for, what to use instead, and who says so.

    It returns at once where an argument of `unless` has that value, by keyword or by place
    (`acquire(blocking=False)`, `poll(0)`), and where none of the arguments `needs` is given
    (`cpu_percent()`). Where `in_memory` is true, it also does so where an argument is an
    `io.BytesIO` or `io.StringIO`. In a class, `needs` speaks of making an instance.
    """

    category: str
    instead: str
    why: str
    source: str
    unless: Mapping[str, str] = {}
    needs: tuple[str, ...] = ()
    in_memory: bool = False


class LibraryClass(NamedTuple):
    """A class of a library: what of it blocks, and the classes that its members lead to.

    `bases` are the library classes whose members it has too. `methods` may hold `*`: every
    public one; `except_` names what doesn't block all the same, also when a base says that it
    does. `iterating`, `entering` (by `with`), `calling` and `making` an instance block where
    true; where `holding` is, `with` blocks only if its own block awaits. The `iterators` are
    methods whose result, named `class.method`, blocks once it is iterated. `returns` and
    `attributes` name the class of what a method returns and an attribute holds; there `*`
    stands for every public member that is named nowhere else.
    """

    name: str
    bases: tuple[str, ...]
    methods: frozenset[str]
    iterators: frozenset[str]
    properties: frozenset[str]
    except_: frozenset[str]
    iterating: bool
    entering: bool
    holding: bool
    calling: bool
    making: bool
    returns: Mapping[str, str]
    attributes: Mapping[str, str]
    blocking: Blocking

    def blocks_in(self, method: str) -> bool:
        """Tell whether the class itself, bases aside, says that the method blocks."""
        is_any = _EVERY in self.methods and not method.startswith("_")
        return method in self.methods or (is_any and method not in self.iterators)

    def returned_by(self, method: str) -> str | None:
        """Return the class of what the method returns, where the class itself says so."""
        if method in self.returns:
            return self.returns[method]
        if method in self.iterators:
            return f"{self.name}.{method}"
        is_other = not (method.startswith("_") or self.blocks_in(method))
        return self.returns.get(_EVERY) if is_other else None

    def attribute(self, name: str) -> str | None:
        """Return the class of what the attribute holds, where the class itself says so."""
        if name in self.attributes:
            return self.attributes[name]
        is_other = not (name.startswith("_") or self.blocks_in(name) or name in self.returns)
        return self.attributes.get(_EVERY) if is_other else None


class Catalogue(NamedTuple):
    """Everything that is known to block, by qualified name.

    `calls` holds functions, by every name that they are imported by, and methods that block for
    another reason than the rest of their class. `aliases` leads from another name of a class to
    the name that it has in `classes`; `makers` from a function that returns an instance to the
    name of the class; `properties` are the names of all properties. A function may be both in
    `calls` and in `makers` (`psycopg2.connect`).

    Every question about a class takes any of its names, and an unknown class has no members.
    """

    calls: Mapping[str, Blocking]
    classes: Mapping[str, LibraryClass]
    aliases: Mapping[str, str]
    makers: Mapping[str, str]
    properties: frozenset[str]

    def canonical(self, name: str) -> str:
        """Return the name that a class has in `classes`; any other name stays as it is."""
        return self.aliases.get(name, name)

    def knows(self, name: str) -> bool:
        """Tell whether there is a function or class of this name."""
        return name in self.calls or self.instance_of(name) is not None

    def instance_of(self, call_name: str) -> str | None:
        """Return the class of which calling this class or function gives an instance."""
        name = self.canonical(call_name)
        return name if name in self.classes else self.makers.get(call_name)

    def blocking_call(self, name: str) -> Blocking | None:
        """Return why calling this function, or making an instance of this class, blocks."""
        return self.calls.get(name) or self._blocking_act(name, "making")

    def blocking_method(self, class_name: str, method: str) -> Blocking | None:
        """Return why calling this method blocks; class and static methods are methods too."""
        if self.canonical(class_name) not in self.classes:
            return None
        for known in self._with_bases(class_name):
            if method in known.except_:
                return None
            own = self.calls.get(f"{known.name}.{method}")
            if own or known.blocks_in(method):
                return own or known.blocking._replace(needs=())
        return None

    def may_be_property(self, name: str) -> bool:
        """Tell whether reading an attribute of this name blocks in any class."""
        return name in self.properties

    def blocking_property(self, class_name: str, name: str) -> Blocking | None:
        """Return why reading this attribute blocks."""
        line = self._with_bases(class_name)
        return next((known.blocking for known in line if name in known.properties), None)

    def blocking_iteration(self, class_name: str) -> Blocking | None:
        """Return why a loop over an instance, or over an iterator of `iterators`, blocks."""
        owner, _, method = class_name.rpartition(".")
        known = self.classes.get(owner)
        if known is not None and method in known.iterators:
            return known.blocking
        return self._blocking_act(class_name, "iterating")

    def blocking_entry(self, class_name: str) -> Blocking | None:
        """Return why `with instance:` blocks, at its start or at its end."""
        return self._blocking_act(class_name, "entering")

    def blocking_hold(self, class_name: str) -> Blocking | None:
        """Return why `with instance:` blocks for its block's awaits alone."""
        return self._blocking_act(class_name, "holding")

    def blocking_instance_call(self, class_name: str) -> Blocking | None:
        """Return why calling an instance blocks."""
        return self._blocking_act(class_name, "calling")

    def returned_by(self, class_name: str, method: str) -> str | None:
        """Return the class of what this method returns; `__enter__` gives the instance itself."""
        for known in self._with_bases(class_name):
            returned = known.returned_by(method)
            if returned is not None:
                return self.canonical(returned)
        name = self.canonical(class_name)
        return name if method == "__enter__" and name in self.classes else None

    def attribute(self, class_name: str, name: str) -> str | None:
        """Return the class of what this attribute holds."""
        for known in self._with_bases(class_name):
            held = known.attribute(name)
            if held is not None:
                return self.canonical(held)
        return None

    def _blocking_act(self, class_name: str, act: str) -> Blocking | None:
        if self.canonical(class_name) not in self.classes:
            return None
        line = self._with_bases(class_name)
        return next((known.blocking for known in line if getattr(known, act)), None)

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
    top = Table(document, origin)
    top.allow({"call", "class"})
    calls: dict[str, Blocking] = {}
    for table in top.tables("call"):
        table.allow({"names", *Blocking._fields})
        blocking = _blocking(table)
        names = table.texts("names")
        if not names:
            raise table.error("`names` must hold at least one name")
        for name in names:
            table.put(calls, name, blocking)
    return _with_classes(calls, top.tables("class"))


def _with_classes(calls: dict[str, Blocking], tables: list[Table]) -> Catalogue:
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
    properties = frozenset(name for known in classes.values() for name in known.properties)
    return Catalogue(calls, classes, aliases, makers, properties)


def _blocking(table: Table) -> Blocking:
    category = table.text("category")
    if category not in CATEGORIES:
        raise table.error(f"`category` is {category!r}; it must be one of {', '.join(CATEGORIES)}")
    return Blocking(
        category=category,
        instead=table.text("instead"),
        why=table.text("why"),
        source=table.text("source"),
        unless=table.pairs("unless"),
        needs=table.texts("needs"),
        in_memory=table.flag("in_memory"),
    )


_CLASS_KEYS = {*LibraryClass._fields, *Blocking._fields} - {"blocking", "except_"} | {
    "aliases",
    "chaining",
    "constructors",
    "except",
}


def _library_class(table: Table) -> LibraryClass:
    table.allow(_CLASS_KEYS)
    name = table.text("name")
    return LibraryClass(
        name=name,
        bases=table.texts("bases"),
        methods=frozenset(table.texts("methods")),
        iterators=frozenset(table.texts("iterators")),
        properties=frozenset(table.texts("properties")),
        except_=frozenset(table.texts("except")),
        iterating=table.flag("iterating"),
        entering=table.flag("entering"),
        holding=table.flag("holding"),
        calling=table.flag("calling"),
        making=table.flag("making"),
        returns=dict.fromkeys(table.texts("chaining"), name) | table.pairs("returns"),
        attributes=table.pairs("attributes"),
        blocking=_blocking(table),
    )
