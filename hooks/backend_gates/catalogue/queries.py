"""Which calls go to a store and back, and what does the same for many things at once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import tomli

from backend_gates.catalogue.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Query(NamedTuple):
    """What calls do that go to a store and back.

    `does` stands before "once for each …" in a message, `instead` at its end. Where `object` is
    true what the method is called on says what is asked for; else that is a client. Where
    `statement` is, the first argument is the statement itself; where `text` is, a statement that is
    always a text; where `table` is, the table that is asked. `commits` ends a transaction.
    """

    classes: frozenset[str]
    methods: frozenset[str]
    functions: frozenset[str]
    modules: frozenset[str]
    object: bool
    statement: bool
    text: bool
    table: bool
    iterated: bool
    commits: bool
    does: str
    instead: str

    @property
    def writes(self) -> bool:
        """Whether it changes something, or ends what does."""
        return self.commits or "writes" in self.does


class Queries(NamedTuple):
    """All that is known, by package; `names` are the last names of all such calls."""

    tables: Mapping[str, tuple[Query, ...]]
    names: frozenset[str]

    def of_method(self, owner: str, method: str) -> Query | None:
        """What calling a method of a library's class does."""
        if method not in self.names:
            return None
        return next((each for each in self._of_class(owner) if method in each.methods), None)

    def of_function(self, name: str) -> Query | None:
        """What calling a function, or a method of a class or of a module's object, does."""
        owner, _, last = name.rpartition(".")
        if last not in self.names:
            return None
        for each in self._of_package(name):
            if last in each.functions or (owner in each.modules and last in each.methods):
                return each
        return self.of_method(owner, last)

    def of_loop(self, owner: str) -> Query | None:
        """What a loop over an object of a library's class does."""
        return next((each for each in self._of_class(owner) if each.iterated), None)

    def is_client(self, owner: str) -> bool:
        """Whether a library's class sends what its methods' arguments say."""
        return any(not each.object for each in self._of_class(owner))

    def _of_package(self, name: str) -> tuple[Query, ...]:
        return self.tables.get(name.partition(".")[0], ())

    def _of_class(self, owner: str) -> Iterator[Query]:
        last = owner.rpartition(".")[2]
        return (each for each in self._of_package(owner) if last in each.classes)


@cache
def load() -> Queries:
    """The knowledge that comes with the package, read once."""
    path = Path(__file__).with_suffix(".toml")
    top = Table(tomli.loads(path.read_text(encoding="utf-8")), path.name)
    top.allow({"query"})
    tables: dict[str, tuple[Query, ...]] = {}
    names: set[str] = set()
    for table in top.tables("query"):
        query = _query(table)
        package = table.text("package")
        tables[package] = (*tables.get(package, ()), query)
        names |= query.methods | query.functions
    return Queries(tables, frozenset(names))


def _query(table: Table) -> Query:
    table.allow({*Query._fields, "package", "source"})
    return Query(
        classes=frozenset(table.texts("classes")),
        methods=frozenset(table.texts("methods")),
        functions=frozenset(table.texts("functions")),
        modules=frozenset(table.texts("modules")),
        object=table.flag("object"),
        statement=table.flag("statement"),
        text=table.flag("text"),
        table=table.flag("table"),
        iterated=table.flag("iterated"),
        commits=table.flag("commits"),
        does=table.text("does"),
        instead=table.text("instead"),
    )
