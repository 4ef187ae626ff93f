"""Reading the tables of a TOML document with errors that name the table and the key."""

from collections.abc import Collection, Mapping
from typing import NamedTuple, TypeVar, cast

_Value = TypeVar("_Value")


class CatalogueError(ValueError):
    """An entry that can't be read; the message names the document, the table and the key."""


class Table(NamedTuple):
    """One table, read key by key; `place` is how an error names it.

    Every reader takes a missing key as empty, but `text` and `table`, and raises CatalogueError for
    a value of the wrong type.
    """

    values: Mapping[str, object]
    place: str

    def error(self, message: str) -> CatalogueError:
        """Make the error that says this of the table."""
        return CatalogueError(f"{self.place}: {message}")

    def allow(self, keys: Collection[str]) -> None:
        """Raise where the table has any other key."""
        unknown = sorted(key for key in self.values if key not in keys)
        if unknown:
            known = ", ".join(sorted(keys))
            raise self.error(f"unknown key `{unknown[0]}`; the keys are {known}")

    def text(self, key: str) -> str:
        """Return a text, which must be there."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value:
            raise self.error(f"`{key}` must be a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        if key not in self.values:
            return ()
        values = self.values[key]
        if not isinstance(values, list) or any(not isinstance(value, str) for value in values):
            raise self.error(f"`{key}` must be a list of texts")
        return tuple(cast("list[str]", values))

    def flag(self, key: str) -> bool:
        """Return whether the key is true."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"`{key}` must be true or false")
        return value

    def number(self, key: str) -> int | None:
        """Return a whole number, None where there is none."""
        value = self.values.get(key)
        if value is not None and type(value) is not int:
            raise self.error(f"`{key}` must be a whole number")
        return value

    def pairs(self, key: str) -> dict[str, str]:
        """Return a table from text to text."""
        if key not in self.values:
            return {}
        values = self.values[key]
        if not isinstance(values, dict) or any(not isinstance(v, str) for v in values.values()):
            raise self.error(f"`{key}` must be a table of texts")
        return cast("dict[str, str]", values)

    def table(self, key: str) -> "Table":
        """Return the table written as `[key]`, which must be there."""
        values = self.values.get(key)
        if not isinstance(values, dict):
            raise self.error(f"there must be a table [{key}]")
        return Table(values, f"{self.place}: [{key}]")

    def tables(self, key: str) -> list["Table"]:
        """Return the tables written as `[[key]]`."""
        entries = self.values.get(key, [])
        if not isinstance(entries, list) or any(not isinstance(entry, dict) for entry in entries):
            raise self.error(f"`{key}` must be written as [[{key}]] tables")
        return [
            Table(entry, f"{self.place}: [[{key}]] number {number}{_label(entry)}")
            for number, entry in enumerate(entries, 1)
        ]

    def put(self, known: dict[str, _Value], name: str, value: _Value) -> None:
        """Add what the table says of a name; a name may stand once."""
        if name in known:
            raise self.error(f"`{name}` stands twice")
        known[name] = value


def _label(entry: Mapping[str, object]) -> str:
    """Give the first name in the entry: what a reader looks for in a long document."""
    name = entry.get("name") or entry.get("names")
    first = name[0] if isinstance(name, list) and name else name
    return f" ({first})" if isinstance(first, str) else ""
