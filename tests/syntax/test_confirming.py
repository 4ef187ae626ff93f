"""LibCST looks at single statements, and says of each what it says of the whole file."""

from pathlib import Path

import pytest

from backend_gates.syntax import ast_reader, cst_reader, reader
from backend_gates.syntax.pieces import pieces_at

CASES = sorted(Path("tests/cases/blocking_call_in_async").rglob("*.py"))

APART = """\
@decorated(
    option,
)
class Owner:
    if flag: value = 1; other = 2
    elif other:
        value = 3
    else:
        async def method(self):
            with opened() as file, \\
                    other:
                try: file.read()
                except OSError:
                    pass; raise
                finally:
                    file.close()
            for item in \"\"\"
text that starts in the first column
\"\"\": print(item)
            match value:
                case 1: pass
                case _:
                    return [
    1,
]
"""


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_line_of_the_cases_is_confirmed(path: Path) -> None:
    text = path.read_text("utf-8")
    module = ast_reader.read(text)
    for line in range(1, text.count("\n") + 1):
        assert cst_reader.confirms(text, pieces_at(text, module, {line}))


def test_each_line_of_compound_statements_is_confirmed() -> None:
    module = ast_reader.read(APART)
    lines = range(1, APART.count("\n") + 1)
    assert [] == [
        line for line in lines if not cst_reader.confirms(APART, pieces_at(APART, module, {line}))
    ]
    assert cst_reader.confirms(APART, pieces_at(APART, module, lines))


def test_only_the_statement_that_is_read_otherwise_is_not_confirmed() -> None:
    text = "def close(file):\n    try:\n        file.close()\n    finally:\n        file.flush()\n"
    other = ast_reader.read(text.replace("close()", "clear()"))
    lines = range(1, 6)
    assert [1, 2, 3, 4] == [
        line for line in lines if not cst_reader.confirms(text, pieces_at(text, other, {line}))
    ]


def test_a_statement_as_long_as_nobody_writes_is_taken_at_its_word() -> None:
    text = "table = [" + "0, " * 50_000 + "]\nshort = 1\n"
    other = ast_reader.read(text.replace("0", "1").replace("short = 1", "short = 2"))
    assert cst_reader.confirms(text, pieces_at(text, other, {1}))
    assert not cst_reader.confirms(text, pieces_at(text, other, {2}))


def test_what_is_confirmed_is_known_the_next_time() -> None:
    module, known = reader.skim(APART.encode()), set[bytes]()

    assert reader.confirms(APART, module, {1}, known)
    assert {each.key for each in pieces_at(APART, module, {1})} == known
    assert reader.confirms(APART, module, {1}, known)


def test_what_is_confirmed_is_known_wherever_it_moves() -> None:
    known, moved = set[bytes](), "# first\nimport os\n" + APART
    assert reader.confirms(APART, reader.skim(APART.encode()), {1}, known)
    before = set(known)

    assert reader.confirms(moved, reader.skim(moved.encode()), {3}, known)
    assert before == known


def test_what_was_read_exactly_is_not_read_again() -> None:
    text, known = "lazy import a\n", set[bytes]()

    assert reader.confirms(text, reader.skim(text.encode()), {1}, known)
    assert known == set()


def test_a_block_is_not_known_by_the_same_statement_outside_of_one() -> None:
    inner, outer = "if True:\n  close()\n", "  close()\n"
    module = reader.skim(inner.encode())
    (piece,) = pieces_at(inner, module, {2})
    assert outer == piece.source
    assert piece.key != piece._replace(is_inner=False).key
