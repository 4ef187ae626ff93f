"""What stands inside a module is nodes, whatever else its facts hold."""

from msgspec import Struct

from backend_gates.syntax import facts, reader, walking

EXPLAINED = b"""\
try:
    import orjson
except Exception:  # json does as well
    orjson = None
"""


def test_lines_of_explained_handlers_are_no_nodes() -> None:
    module = reader.skim(EXPLAINED)
    assert module.explained == (3,)
    assert all(isinstance(node, Struct) for node in walking.walk(module))
    assert [type(node) for node in walking.children(module)] == [facts.Try]
