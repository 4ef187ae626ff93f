from typing import Annotated, NamedTuple

import pytest

from backend_gates.schema import SettingsError, keys, kind_name, values


class Options(NamedTuple):
    """What a check may declare; `note` is no key, as it isn't annotated."""

    names: Annotated[tuple[str, ...], "Some names."] = ("a",)
    by_pattern: Annotated[bool, "Whether."] = False
    most: Annotated[int, "How many."] = 3
    threshold: Annotated[float, "How long."] = 0.1
    word: Annotated[str, "Which."] = "x"
    note: str = ""


class Deferred(NamedTuple):
    """The same with annotations as text, as `from __future__ import annotations` makes them."""

    most: "Annotated[int, 'How many.']" = 3


def test_annotated_fields_are_keys() -> None:
    names, by_pattern, *_ = declared = keys(Options)
    assert [key.name for key in declared] == ["names", "by-pattern", "most", "threshold", "word"]
    assert (by_pattern.field, by_pattern.default, by_pattern.help) == (
        "by_pattern",
        False,
        "Whether.",
    )
    assert kind_name(names.kind) == "an array of strings"
    assert keys(Deferred)[0].help == "How many."


def test_tables_become_fields() -> None:
    table = {"names": ["b", "c"], "by-pattern": True, "most": 4, "threshold": 1, "word": "y"}
    assert Options(**values(table, Options, "here")) == Options(
        ("b", "c"), by_pattern=True, most=4, threshold=1.0, word="y"
    )


def test_a_whole_number_is_a_number() -> None:
    (threshold,) = values({"threshold": 2}, Options, "here").values()
    assert (threshold, type(threshold)) == (2.0, float)


@pytest.mark.parametrize(
    ("key", "raw", "words"),
    [
        ("names", "b", "an array of strings"),
        ("names", ["b", 1], "an array of strings"),
        ("by-pattern", 1, "true or false"),
        ("most", True, "a whole number"),
        ("most", 1.5, "a whole number"),
        ("threshold", "1", "a number"),
        ("threshold", False, "a number"),
        ("word", ["y"], "a string"),
    ],
)
def test_a_wrong_type_is_named(key: str, raw: object, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        values({key: raw}, Options, "pyproject.toml: [tool.x]")
    assert str(caught.value) == f"pyproject.toml: [tool.x]: {key!r} must be {words}"


@pytest.mark.parametrize("key", ["by_pattern", "by-patern"])
def test_a_wrong_key_names_the_nearest(key: str) -> None:
    with pytest.raises(SettingsError) as caught:
        values({key: True}, Options, "f")
    assert str(caught.value) == f"f: unknown key {key!r}: did you mean 'by-pattern'?"
