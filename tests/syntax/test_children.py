"""What stands inside a node is nodes, all of them, whatever else its facts hold."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from backend_gates.syntax import facts, reader, walking

SOURCES = Path(__file__).parents[2]
EXPLAINED = b"""\
try:
    import orjson
except Exception:  # json does as well
    orjson = None
"""


def held(node: Struct) -> Iterator[Struct]:
    """The nodes in the fields of a node, whatever the fields are."""
    for field in node.__struct_fields__:
        value = getattr(node, field)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Struct):
                yield each


def test_lines_of_explained_handlers_are_no_nodes() -> None:
    module = reader.skim(EXPLAINED)
    assert module.explained == (3,)
    assert [type(node) for node in walking.children(module)] == [facts.Try]


def test_all_that_a_node_holds_stands_inside_it() -> None:
    kinds = set()
    for file in [*SOURCES.glob("hooks/**/*.py"), *SOURCES.glob("tests/cases/blocking*/**/*.py")]:
        for node in walking.walk(reader.skim(file.read_bytes())):
            assert walking.children(node) == list(held(node))
            kinds.add(type(node))
    assert kinds >= set(walking.BACKWARDS)  # each of the quick ways was gone
