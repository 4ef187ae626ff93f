import pytest

from backend_gates.project.conduct import shapes
from backend_gates.syntax import facts, reader


def block(text: str) -> facts.Block:
    (function,) = reader.skim(f"async def f():\n    {text}\n".encode()).body
    assert isinstance(function, facts.Function)
    return function.body


def expression(text: str) -> facts.Expression:
    (statement,) = block(text)
    assert isinstance(statement, facts.Evaluate)
    return statement.value


@pytest.mark.parametrize(
    ("text", "leaves", "leaves_only"),
    [
        ("raise X", True, True),
        ("return x", True, True),
        ("abort(404)", True, True),
        ("await context.abort(5, 'gone')", True, True),
        ("with x: return 1", True, True),
        ("pass", False, False),
        ("x", False, False),
        ("await x", False, False),
        ("x = 1", False, False),
        ("call()", False, False),
        ("if a: return 1", False, True),
        ("if a: x = 1", False, False),
        ("if a: raise X\n    else: return 1", True, True),
        ("if a: raise X\n    else: x = 1", False, False),
    ],
)
def test_blocks_that_leave(text: str, leaves: bool, leaves_only: bool) -> None:  # noqa: FBT001  expected values
    assert (leaves, leaves_only) == (shapes.leaves(block(text)), shapes.leaves_only(block(text)))


def test_jumps_leave_and_an_empty_block_does_not() -> None:
    (loop,) = reader.skim(b"for x in y:\n  continue\n").body
    assert isinstance(loop, facts.For)
    assert shapes.leaves(loop.body)
    assert not shapes.leaves(())
    assert not shapes.leaves_only(())


@pytest.mark.parametrize(
    "text",
    ["'a'", "b'a'", "f'{x}'", "str(x)", "x.strip()", "'a' + x", "'a' if x else None", "'%s' % x"],
)
def test_text_is_known(text: str) -> None:
    assert shapes.is_text(expression(text))


@pytest.mark.parametrize("text", ["1", "x", "x + y", "int(x)", "x.get()", "x()()", "None"])
def test_what_may_be_no_text(text: str) -> None:
    assert not shapes.is_text(expression(text))
    assert not shapes.is_text(None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("with tag.div():\n     with tag.p(): text('x')", True),
        ("with tag.div(): text('x')", False),
        ("with session.begin() as x:\n     with y: pass", False),
        ("with session.begin():\n     with y as z: pass", False),
        ("with a:\n     with b: await c", False),
        ("async with a:\n     with b: pass", False),
    ],
)
def test_markup_is_nested_with(text: str, expected: bool) -> None:  # noqa: FBT001  expected value
    (statement,) = block(text)
    assert isinstance(statement, facts.With)
    assert expected == shapes.is_markup(statement)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", "x"),
        ("x.y", "x.y"),
        ("x.y(z)", "x.y()"),
        ("x[1].y", "x.y"),
        ("await x.y()", "x.y()"),
        ("x.y == 1", "x.y"),
        ("(x := y)", "x"),
        ("1", "…"),
    ],
)
def test_expressions_are_shown_short(text: str, expected: str) -> None:
    assert expected == shapes.shown(expression(text))
