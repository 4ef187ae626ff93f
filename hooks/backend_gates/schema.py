"""NamedTuples as TOML tables: each annotated field is a key with a type, a default and a help text.

class Options(NamedTuple):
    threshold: Annotated[float, "Seconds that a call may take."] = 0.1
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, get_type_hints

Table = Mapping[str, object]
Strings = tuple[str, ...]
StringsByPattern = Mapping[str, tuple[str, ...]]
Record = type[tuple[Any, ...]]


class SettingsError(Exception):
    """The settings can't be used; the message is one line that says where and what to do."""


class Key(NamedTuple):
    """A key that a table may have: its name in TOML, and what its field declares."""

    name: str
    field: str
    kind: object
    default: object
    help: str


def keys(record: Record) -> tuple[Key, ...]:
    """List the keys that the annotated fields of a NamedTuple declare."""
    hints = get_type_hints(record, include_extras=True)
    defaults: Mapping[str, object] = getattr(record, "_field_defaults", {})
    return tuple(
        Key(name.replace("_", "-"), name, hint.__origin__, defaults.get(name), hint.__metadata__[0])
        for name, hint in hints.items()
        if hasattr(hint, "__metadata__")
    )


def kind_name(kind: object) -> str:
    """Say in words what a key takes."""
    return _KINDS[kind][0]


def values(table: Table, record: Record, where: str) -> dict[str, Any]:
    """Convert a table to the fields of the record.

    `where` names file and table in the `SettingsError` for an unknown key or a wrong type.
    """
    declared = {key.name: key for key in keys(record)}
    fields = {}
    for name, raw in table.items():
        if name not in declared:
            raise unknown("key", name, declared, where)
        key = declared[name]
        words, convert = _KINDS[key.kind]
        try:
            fields[key.field] = convert(raw)
        except TypeError as error:
            raise SettingsError(f"{where}: {name!r} must be {words}") from error
    return fields


def unknown(what: str, name: str, valid: Iterable[str], where: str) -> SettingsError:
    """Make the error for a name that isn't valid."""
    from backend_gates.spelling import suggestion  # noqa: PLC0415  only on the way out

    return SettingsError(f"{where}: unknown {what} {name!r}: {suggestion(name, valid)}")


def _exactly(*types: Callable[[Any], object]) -> Callable[[object], object]:
    def convert(raw: object) -> object:
        if type(raw) not in types:  # isinstance would take a bool for an int
            raise TypeError
        return types[0](raw)

    return convert


def _strings(raw: object) -> Strings:
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        raise TypeError
    return tuple(raw)


def _strings_by_pattern(raw: object) -> StringsByPattern:
    if not isinstance(raw, dict):
        raise TypeError
    return {pattern: _strings(item) for pattern, item in raw.items()}


_KINDS: Mapping[object, tuple[str, Callable[[object], object]]] = {
    bool: ("true or false", _exactly(bool)),
    int: ("a whole number", _exactly(int)),
    float: ("a number", _exactly(float, int)),
    str: ("a string", _exactly(str)),
    Strings: ("an array of strings", _strings),
    StringsByPattern: ("a table of arrays of strings", _strings_by_pattern),
}
