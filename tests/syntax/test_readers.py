"""Both readers say the same about the same text, or say clearly why they cannot read it."""

from __future__ import annotations

import re
import sysconfig
from pathlib import Path
from textwrap import indent
from typing import Any

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import given

from backend_gates.syntax import ast_reader, cst_reader, facts
from backend_gates.syntax.reader import judge, skim
from backend_gates.syntax.source import UnreadableError, decode

REPOSITORY = Path(__file__).parents[2]
STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib"))

SNIPPETS = [
    *Path(__file__).with_name("snippets.txt").read_text(encoding="utf-8").split("\n---\n"),
    "",
    "\n",
    "if a:\n    x = 1\\\n\n",
    "\f\nx=1\n",
    "\fx = 1\n\f\ny",
    "x=1\n\f\ndef f():\n  pass",
    "x=1\r\ny='''\r\n'''\r\nz",
    "x=1\ry='''\r'''\rz",
    "x=(1, # c\r\n\\\r\n2)\r\n",
    "if 1:\n\tx\n\tif y:\n\t\tz # é\n",
    "def f():\n\n\tpass\n\n\ndef g(): pass",
    "try:\n    a()\nexcept b:  # why\n    pass\nexcept c:\n    pass\n",
    "f'{g(a, *b, k=1, *c, **d)}'",
    "x = f'é{é}', é\n@é(a, 'é', b)\ndef f(): return 'ü', g('é\\\né', a)",
]


def value(text: str) -> Any:  # noqa: ANN401  the test that asks knows what stands there
    (statement,) = cst_reader.read(text).body
    return statement.value  # type: ignore[union-attr]  # likewise


def refusal(text: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        cst_reader.read(text)
    return caught.value


@pytest.mark.parametrize("text", SNIPPETS)
def test_readers_agree_on_every_syntax(text: str) -> None:
    assert cst_reader.read(text) == ast_reader.read(text)


@pytest.mark.parametrize("text", SNIPPETS)
def test_facts_survive_serialisation(text: str) -> None:
    module = cst_reader.read(text)
    packed = msgspec.msgpack.encode(module)
    assert msgspec.msgpack.decode(packed, type=facts.Module) == module


LEAVES = ["a", "é", "1", "2.5j", "None", "...", "'s'", "b's'", "'s' 'ü'", "f'{a}{b:>{c}}'", "()"]
EXPRESSIONS = [
    "($e + $e)", "($e - $e)", "(-$e)", "(not $e)", "($e and $e and $e)", "($e or $e)",
    "($e < $e in $e)", "($e).a", "(($e)).é", "($e)($e, k=$e)", "($e)(*$e, **$e)", "($e)[$e]",
    "f($e for a in $e if $e)", "($e)[$e:$e]", "($e)[$e, ::$e]", "[$e, *$e]", "($e, $e)",
    "{$e: $e, **$e}", "{$e, $e}", "[$e for a, b in $e]", "{$e: $e for a in $e}", "(($e),)",
    "($e if $e else $e)", "(lambda a, *, b=$e: $e)", "(a := $e)", "(yield $e)",
    "($e\n  # c\n  + $e)",
]  # fmt: skip
STATEMENTS = [
    "$e", "x = y = $e", "x: $e = $e", "x += $e", "return $e", "raise $e from $e", "assert $e, $e",
    "$e; $e;", "async def f(a: $e = $e, *b, **c) -> $e: return $e", "class A($e, k=$e): x = $e",
]  # fmt: skip
BLOCKS = [
    "if $e:\n$b\nelif $e:\n$b\nelse:\n$b", "for x in $e:\n$b\nelse:\n$b", "while $e:\n$b",
    "with $e as x, $e:\n$b", "try:\n$b\nexcept $e as e:\n$b\nfinally:\n$b", "class A:\n$b\n$b",
    "@a($e)\ndef f():\n$b", "match $e:\n case [A(x, y=1), *_] | {'k': z, **r} if $e:\n$b",
]  # fmt: skip


@st.composite
def expressions(draw: st.DrawFn, depth: int = 2) -> str:
    template = draw(st.sampled_from(EXPRESSIONS if depth else LEAVES))
    return re.sub(r"\$e", lambda _: draw(expressions(depth - 1)), template)


@st.composite
def statements(draw: st.DrawFn, depth: int = 2) -> str:
    template = draw(st.sampled_from(BLOCKS + STATEMENTS if depth else STATEMENTS))
    filled = re.sub(r"\$e", lambda _: draw(expressions(draw(st.integers(0, 2)))), template)
    return re.sub(r"\$b", lambda _: indent(draw(statements(depth - 1)), "    "), filled)


@given(statements())
def test_readers_agree_on_what_snippets_combine_to(text: str) -> None:
    assert cst_reader.read(text) == ast_reader.read(text)


def _standard_library() -> list[Path]:
    folders = {"site-packages", "test", "tests", "lib2to3", "idlelib"}
    paths = sorted(
        path
        for path in STANDARD_LIBRARY.rglob("*.py")
        if not folders & set(path.relative_to(STANDARD_LIBRARY).parts)
        and path.stat().st_size < 60_000
    )
    return paths[:: len(paths) // 150 or 1][:150]


def _own_files() -> list[Path]:
    roots = (REPOSITORY / "hooks", REPOSITORY / "tests", REPOSITORY / "tools")
    return sorted(path for root in roots for path in root.rglob("*.py"))


def test_readers_agree_on_the_standard_library() -> None:
    paths = _standard_library()
    assert len(paths) == 150
    assert [path for path in paths if not _agree(path)] == []


def test_readers_agree_on_this_repository() -> None:
    assert [path for path in _own_files() if not _agree(path)] == []


def _agree(path: Path) -> bool:
    data = path.read_bytes()
    return skim(data) == judge(data)


NEW = {
    "except A, B:": facts.Collection(2, 8, 2, 12, "tuple", (
        facts.Name(2, 8, 2, 9, "A"), facts.Name(2, 11, 2, 12, "B"),
    )),
    "except* A:": facts.Name(2, 9, 2, 10, "A"),
}  # fmt: skip


@pytest.mark.parametrize("handler", NEW)
def test_cst_reader_knows_new_handlers(handler: str) -> None:
    (statement,) = cst_reader.read(f"try: x\n{handler} y\n").body
    assert isinstance(statement, facts.Try)
    assert statement.is_star == ("*" in handler)
    assert [each.type for each in statement.handlers] == [NEW[handler]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f[T, *Ts, **P](): ...", ("T", "Ts", "P")),
        ("class A[T: int = str, *Ts = *x, **P = [int]]: ...", ("T", "Ts", "P")),
        ("async def f[T: (int, str)](): ...", ("T",)),
    ],
)
def test_cst_reader_knows_type_parameters(text: str, names: tuple[str, ...]) -> None:
    (statement,) = cst_reader.read(text).body
    assert isinstance(statement, facts.Function | facts.Class)
    assert statement.type_parameters == names


def test_cst_reader_knows_type_statements() -> None:
    assert cst_reader.read("type A[T] = B").body == (
        facts.TypeAliasStatement(1, 1, 1, 14, "A", facts.Name(1, 13, 1, 14, "B")),
    )


@pytest.mark.parametrize("prefix", ["f", "t", "rT"])
def test_cst_reader_knows_strings_that_interpolate(prefix: str) -> None:
    text = f"""{prefix}'{{a["b"]!r:>{{c}}}} # {{d = }}'"""
    place = (1, 1, 1, len(text) + 1)
    index = facts.Literal(*place, "str", "b")
    expected = (
        facts.Subscript(*place, facts.Name(*place, "a"), index),
        facts.Name(*place, "c"),
        facts.Name(*place, "d"),
    )
    assert value(text) == facts.FormattedString(*place, expected)


def test_cst_reader_knows_nested_quotes_and_comments_in_strings() -> None:
    text = """f'{f'{a}' 'b'}{\n  c  # d'\n}' + e"""
    string = (1, 1, 3, 3)
    inner = facts.FormattedString(*string, (facts.Name(*string, "a"),))
    outer = facts.FormattedString(*string, (inner, facts.Name(*string, "c")))
    assert value(text).operands == (outer, facts.Name(3, 6, 3, 7, "e"))


def test_cst_reader_knows_starred_subscripts_and_annotations() -> None:
    star = facts.Starred(1, 3, 1, 5, facts.Name(1, 4, 1, 5, "b"))
    assert value("a[*b]").index == facts.Collection(1, 3, 1, 5, "tuple", (star,))
    (function,) = cst_reader.read("def f(*a: *b): ...").body
    assert isinstance(function, facts.Function)
    assert function.parameters[0].annotation == facts.Starred(
        1, 11, 1, 13, facts.Name(1, 12, 1, 13, "b")
    )


def test_cst_reader_knows_unpacking_in_comprehensions() -> None:
    listed, merged = value("[*a for a in b]"), value("{**a for a in b}")
    assert listed.elements == (facts.Starred(1, 2, 1, 4, facts.Name(1, 3, 1, 4, "a")),)
    assert (merged.kind, merged.elements) == ("dict", (facts.Name(1, 4, 1, 5, "a"),))


def test_cst_reader_knows_lazy_imports() -> None:
    assert cst_reader.read("lazy import a.b as c\nlazy from .d import e").body == (
        facts.Import(1, 1, 1, 21, (facts.Alias("a.b", "c"),)),
        facts.ImportFrom(2, 1, 2, 22, "d", 1, (facts.Alias("e", ""),)),
    )


def test_skim_falls_back_on_the_reader_that_knows_new_syntax() -> None:
    data = b"lazy import a\n"
    assert skim(data) == msgspec.structs.replace(judge(data), is_judged=True)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("x\n  print 'a'\n", 2, 2),
        ("x = (\n y = = 2\n)", 2, 5),
        ("é = 'ü' ü\n", 1, 9),
        ("x = 'a\n", 0, 0),
        ("x = 'a' b'c'", 0, 0),
        ("x = '\\N{no such}'", 0, 0),
        ("x = 1\0", 0, 0),
    ],
)
def test_syntax_errors_name_their_place_where_it_is_known(
    text: str, line: int, column: int
) -> None:
    found = refusal(text)
    assert found.message.startswith("syntax error")
    assert (found.line, found.column) == (line, column)
    with pytest.raises(UnreadableError):
        skim(text.encode())


@pytest.mark.parametrize(
    "text",
    ["x = t'a' t'b'", "[a async\n for a in b]", "x = '\ud800'", f"x = {'9' * 5000}", "x = 0777"],
)
def test_what_libcst_cannot_read_is_refused(text: str) -> None:
    assert refusal(text).message


DEEP = {
    "brackets": "(" * 3000 + "a" + ")" * 3000,
    "brackets in a string": "f'{" + "[" * 3000 + "a" + "]" * 3000 + "}'",
    "calls in a row": "a" + ".b()" * 1000,
    "longer": "a" + ".b()" * 20_000,
    "operators": "a" + " + a" * 20_000,
    "lambdas": "lambda: " * 20_000 + "a",
    "elifs in a row": "if a: b\n" + "elif a: b\n" * 1000,
    "more elifs": "if a: b\n" + "elif a: b\n" * 20_000,
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused(text: str) -> None:
    for read in (ast_reader.read, cst_reader.read):
        with pytest.raises(UnreadableError, match=r"too deep|too many nested"):
            read(text)


LONG = {
    "calls in calls": "f(" * 90 + ")" * 90,
    "calls": "a" + ".b()" * 190,
    "operators": "a" + " + a" * 390,
    "elifs": "if a: b\n" + "elif a: b\n" * 390,
    "flat": "a" + " and a" * 1500 + " < a" * 400,
    "strings": "x = (" + "'a'\n" * 2500 + ")",
    "brackets as text": "x = '" + "([{" * 500 + "'\ny = '''" + "(" * 500 + "''' # " + "(" * 500,
    "rows": "x = [\n" + "(a + b.c, {'d': -e}),\n" * 500 + "]",
    "statements": "x = a.b(c) + d \\\n + e; y\n" * 500,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_length_is_read_right(text: str) -> None:
    module = cst_reader.read(text)
    assert module == ast_reader.read(text)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(module), type=facts.Module) == module


def test_excess_names_its_place() -> None:
    found = refusal("x = 1\ny = " + "[" * 201)
    assert (found.line, found.column) == (2, 205)


def test_readers_know_the_file_s_encoding() -> None:
    data = "# coding: latin-1\nx = 'é' + ü\n".encode("latin-1")
    assert skim(data) == judge(data)
    assert skim(b"\xef\xbb\xbfx = 1\n") == judge(b"x = 1\n")
    assert decode(data).encoding == "latin-1"
