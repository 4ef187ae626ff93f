"""Whatever the code around a call looks like, its fix is Python and changes nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from backend_gates import checkers
from backend_gates.fixing import diff, fix_files
from backend_gates.run import Run, Task, report
from backend_gates.syntax.source import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.model import Finding, Report

CALLS = (
    "time.sleep({})",
    "sleep({})",
    "requests.get({}, timeout=1)",
    "requests.get(\n{},  # where\ntimeout=1,\n)",
    "load({})",
    "load( *[{}] )",
    "(load)({})",
    "session.execute({}).scalars().all()",
    "urllib.request.urlopen({}).read()",
    "Client({}).send",
)
AROUND = (
    "{}",
    "({})",
    "({}).a",
    "{}.a",
    "{}[0]",
    "{}(1)",
    "-{}",
    "2 ** {} ** 2",
    "{} or x",
    "x if {} else y",
    "not {}",
    "x({}, *y)",
    "[*{}]",
    "{{'a': {}}}",
    "[{} for i in x]",
    "[i for i in {}]",
    "[i for i in x if {}]",
    "{{i for i in x({})}}",
    "any({} for i in x)",
    "(lambda: {})",
    "(lambda a=({}): a)",
    "sorted(x, key=lambda i: {})",
    "(y := {})",
    "(await x({}))",
    "f'{{x}}{{y}}'.format({})",
)
STATEMENTS = (
    "{}",
    "x = {}",
    "x: int = {}",
    "x += {}",
    "return {}",
    "x = 1; y = {}; z = 2  # three",
    "if {}: pass",
    "while {}:\n    x()",
    "for i in {}:\n    x(i)",
    "async for i in x({}):\n    x(i)",
    "with x({}) as y:\n    y()",
    "async with x({}):\n    pass",
    "with x:\n    {}",
    "try:\n    {}\nfinally:\n    {}",
    "try:\n    x()\nexcept BaseException:\n    {}",
    "match {}:\n    case 1 if {}:\n        pass",
    "assert {}, {}",
    "raise x({}) from None",
    "def g(a=({})):\n    return {}",
    "async def g():\n    {}",
    "class A:\n    x = {}",
    "yield {}",
    "# a remark\n{}  # another",
)
HEADS = (
    '"""Doc."""\n\nfrom __future__ import annotations\n\n',
    "import asyncio\n",
    "import anyio\n",
    "from trio import Path\n",
    "import functools; import os\n",
    "\x0c\n",
    "# -*- coding: latin-1 -*-\n# \xe9\n",
    "",
)
DEFINITIONS = """\
import time
import urllib.request
from time import sleep

import requests
from sqlalchemy.orm import Session


class Client:
    def __init__(self, x):
        requests.get(x)


def load(*x):
    return requests.get(x)


async def f(x, y, session: Session):
"""


def filled(templates: tuple[str, ...], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def fill(template: str, values: list[str]) -> str:
        return template.format(*values[: template.count("{}") or 1])

    return st.builds(fill, st.sampled_from(templates), st.lists(inner, min_size=2, max_size=2))


LEAVES = st.sampled_from(["x", "y", "1", "'→'", "await x"])


def around_calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return filled(AROUND, filled(CALLS, inner))


EXPRESSIONS = st.recursive(around_calls(LEAVES), around_calls, max_leaves=4)
BLOCKS = st.lists(filled(STATEMENTS, EXPRESSIONS), min_size=1, max_size=4)


class Case(NamedTuple):
    data: bytes
    text: str


@st.composite
def cases(draw: st.DrawFn) -> Case:
    head, body = draw(st.sampled_from(HEADS)), "\n".join(draw(BLOCKS))
    encoding = "latin-1" if "latin-1" in head else "utf-8"
    text = head + DEFINITIONS + indent(body, draw(st.sampled_from(["    ", "\t", " "])))
    text = text.replace("→", "\xe9").replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    bom = b"\xef\xbb\xbf" if encoding == "utf-8" and draw(st.booleans()) else b""
    return Case(bom + text.encode(encoding), text)


def is_python(data: bytes) -> bool:
    try:
        compile(data, "app.py", "exec")
    except SyntaxError:
        return False
    return True


@given(cases(), st.booleans())
def test_only_the_places_of_the_findings_change(case: Case, unsafe: bool) -> None:  # noqa: FBT001  drawn
    assume(is_python(case.data))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "app.py"
        file.write_bytes(case.data)
        checker = checkers.load("blocking-call-in-async")
        task = Task(checker, checker.options(), frozenset(["app.py"]))
        run = Run((task,), Path(folder))
        before = report(run)
        shown = diff(run, before, unsafe=unsafe)
        left, mended = fix_files(run, unsafe=unsafe)
        fixed = file.read_bytes()
        assert () == left.failures
        assert is_python(fixed)
        assert bool(shown) is (fixed != case.data) is bool(mended)
        assert fixable(left, unsafe=unsafe) == []
        encoding = "latin-1" if b"latin-1" in case.data else "utf-8-sig"
        assert_kept(case.text, fixed.decode(encoding), before.findings)


def fixable(found: Report, *, unsafe: bool) -> list[Finding]:
    return [each for each in found.findings if each.fix and (each.fix.safe or unsafe)]


def assert_kept(before: str, after: str, findings: tuple[Finding, ...]) -> None:
    """Every line without a finding is there, in order, and nothing but imports came to them."""
    touched = {line for each in findings for line in range(each.span.line, each.span.end_line + 1)}
    kept = [line for number, line in enumerate(split_lines(before), 1) if number not in touched]
    rest = iter(split_lines(after))
    assert all(any(line == other for other in rest) for line in kept)
    assert sum(1 for _ in added_imports(before, after)) <= 2


def added_imports(before: str, after: str) -> Iterator[str]:
    old = split_lines(before)
    for line in split_lines(after):
        if line.startswith("import ") and line not in old:
            assert line in {"import asyncio", "import functools", "import trio", "import anyio"}
            yield line
