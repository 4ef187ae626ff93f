"""What calls get at data: queries, sessions, caches, other services, files."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tomli

from backend_gates.catalogue import blocking
from backend_gates.catalogue.frameworks import is_of
from backend_gates.catalogue.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_EVERY = "*"


class Access(NamedTuple):
    """What a call does, as it stands after "it" in a message.

    A `lookup` fetches one thing by its key.
    """

    does: str
    lookup: bool = False


class _Class(NamedTuple):
    """What the methods of some classes of a package do; `*` is every public one."""

    package: str
    classes: frozenset[str]
    methods: frozenset[str]
    except_: frozenset[str]
    lookups: frozenset[str]
    does: str

    def of(self, method: str) -> Access | None:
        is_any = _EVERY in self.methods and not method.startswith("_")
        if method in self.except_ or not (is_any or method in self.methods | self.lookups):
            return None
        return Access(self.does, method in self.lookups)


class _Functions(NamedTuple):
    """What some functions of a package do, or all in a module of it."""

    package: str
    names: frozenset[str]
    modules: frozenset[str]
    lookup: bool
    does: str


class DataAccess(NamedTuple):
    """All that is known: its own tables first, else what waits for data in `blocking.toml`.

    `tables_of` gives those of a class, by its dotted name.
    """

    tables_of: Callable[[str], Sequence[_Class]]
    functions: tuple[_Functions, ...]
    categories: Mapping[str, str]
    free: tuple[str, ...]

    def of_function(self, name: str) -> Access | None:
        """What calling a function, or making an instance of a class, does."""
        module = name.rpartition(".")[0]
        for table in self.functions:
            if module in table.modules or is_of(name, table.package, table.names):
                return Access(table.does, table.lookup)
        owner, _, method = name.rpartition(".")
        if self._is_known(owner):
            return self.of_method(owner, method)
        known = blocking.load()
        return self._waits(name, known.blocking_call(name) or known.blocking_method(owner, method))

    def of_method(self, owner: str, method: str) -> Access | None:
        """What calling a method of a library's class does."""
        if self._is_known(owner):
            found = (table.of(method) for table in self.tables_of(owner))
            return next((access for access in found if access is not None), None)
        known = blocking.load()
        return self._waits(known.canonical(owner), known.blocking_method(owner, method))

    def of_override(self, owner: str, method: str) -> Access | None:
        """What a method does that stands in for one of a library's class, named as that is."""
        found = (table.of(method) for table in self.tables_of(owner) if method in table.methods)
        return next((access for access in found if access is not None), None)

    def of_any(self, owner: str) -> Access | None:
        """What calling anything below an object does, where everything does the same."""
        every = (table for table in self.tables_of(owner) if _EVERY in table.methods)
        return next((Access(table.does) for table in every), None)

    def _is_known(self, owner: str) -> bool:
        return bool(self.tables_of(owner))

    def _waits(self, name: str, why: blocking.Blocking | None) -> Access | None:
        does = self.categories.get(why.category) if why is not None else None
        if does is None or why is None or why.in_memory or name.startswith(self.free):
            return None
        return Access(does)


@cache
def load() -> DataAccess:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    top = Table(tomli.loads(path.read_text(encoding="utf-8")), path.name)
    top.allow({"class", "function", "waits", "free"})
    classes = tuple(map(_class, top.tables("class")))
    return DataAccess(
        cache(partial(_tables_of, classes)),
        tuple(map(_functions, top.tables("function"))),
        top.pairs("waits"),
        top.texts("free"),
    )


def _tables_of(classes: tuple[_Class, ...], owner: str) -> Sequence[_Class]:
    return [table for table in classes if is_of(owner, table.package, table.classes)]


def _class(table: Table) -> _Class:
    table.allow({"package", "classes", "methods", "except", "lookups", "does", "source"})
    return _Class(
        package=table.text("package"),
        classes=frozenset(table.texts("classes")),
        methods=frozenset(table.texts("methods")),
        except_=frozenset(table.texts("except")),
        lookups=frozenset(table.texts("lookups")),
        does=table.text("does"),
    )


def _functions(table: Table) -> _Functions:
    table.allow({"package", "names", "modules", "lookup", "does", "source"})
    return _Functions(
        package=table.text("package"),
        names=frozenset(table.texts("names")),
        modules=frozenset(table.texts("modules")),
        lookup=table.flag("lookup"),
        does=table.text("does"),
    )
