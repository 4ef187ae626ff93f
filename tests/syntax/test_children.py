"""What stands inside a node is nodes, all of them, whatever else its facts hold."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from backend_gates.syntax import reader, walking

SOURCES = Path(__file__).parents[2]


def held(node: Struct) -> Iterator[Struct]:
    """The nodes in the fields of a node, whatever the fields are."""
    for field in node.__struct_fields__:
        value = getattr(node, field)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Struct):
                yield each


def test_all_that_a_node_holds_stands_inside_it() -> None:
    kinds = set()
    for file in [*SOURCES.glob("hooks/**/*.py"), *SOURCES.glob("tests/cases/blocking*/**/*.py")]:
        for node in walking.walk(reader.skim(file.read_bytes())):
            assert walking.children(node) == list(held(node))
            kinds.add(type(node))
    assert kinds >= set(walking.QUICK)  # each of the quick ways was gone
