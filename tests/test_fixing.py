from __future__ import annotations

import os
from subprocess import run
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_gates import registry
from backend_gates.fixers._engine import apply
from backend_gates.model import Edit, Fix, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Gates

    Check = Callable[..., list[str]]

CHECK = "blocking-call-in-async"
BLOCKING = "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)  # a pause\n"
FIXED = BLOCKING.replace("import", "import asyncio\nimport").replace(
    "time.sleep", "await asyncio.sleep"
)


def test_a_fix_changes_nothing_else_and_a_second_run_nothing(gates: Gates, project: Path) -> None:
    file = project / "app.py"
    file.write_text(BLOCKING)
    said = gates(CHECK, "--fix", "app.py")
    assert (0, "Fixed 1 finding.\n") == (said.code, said.out)
    assert FIXED == file.read_text()
    before = file.stat().st_mtime_ns
    assert 0 == gates(CHECK, "--fix", "app.py").code
    assert before == file.stat().st_mtime_ns


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_line_ends_and_byte_order_mark_are_kept(
    gates: Gates, project: Path, end: str, bom: bytes
) -> None:
    file = project / "app.py"
    file.write_bytes(bom + BLOCKING.replace("\n", end).encode())
    assert 0 == gates(CHECK, "--fix", "app.py").code
    assert bom + FIXED.replace("\n", end).encode() == file.read_bytes()


def test_the_encoding_of_the_file_is_kept(gates: Gates, project: Path) -> None:
    head = "# -*- coding: latin-1 -*-\n# Änderung\n"
    file = project / "app.py"
    file.write_bytes((head + BLOCKING).encode("latin-1"))
    assert 0 == gates(CHECK, "--fix", "app.py").code
    assert (head + FIXED).encode("latin-1") == file.read_bytes()


def test_the_files_mode_is_kept(gates: Gates, project: Path) -> None:
    file = project / "app.py"
    file.write_text(BLOCKING)
    file.chmod(0o755)
    gates(CHECK, "--fix", "app.py")
    assert 0o755 == file.stat().st_mode & 0o777


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_cannot_be_written_is_a_failure(gates: Gates, project: Path) -> None:
    file = project / "app.py"
    file.write_text(BLOCKING)
    file.chmod(0o444)
    said = gates(CHECK, "--fix", "--output-format=concise", "app.py")
    assert 2 == said.code
    assert "app.py: error: cannot be written" in said.out


def test_a_diff_shows_and_changes_nothing(gates: Gates, project: Path) -> None:
    file = project / "app.py"
    file.write_text(BLOCKING)
    said = gates(CHECK, "--diff", "app.py")
    assert 1 == said.code
    assert "-    time.sleep(1)  # a pause\n+    await asyncio.sleep(1)  # a pause\n" in said.out
    assert BLOCKING == file.read_text()
    file.write_text(FIXED)
    assert (0, "", "") == gates(CHECK, "--diff", "app.py")


@pytest.mark.parametrize(
    "text",
    [
        BLOCKING,
        BLOCKING.rstrip(),
        BLOCKING.replace("\n\n", "\n\x0c\n"),
        f"# \x85\u2028\n{BLOCKING}",
    ],
    ids=["plain", "no last line end", "form feed", "line separators"],
)
def test_the_diff_is_a_patch(gates: Gates, project: Path, text: str) -> None:
    file = project / "app.py"
    file.write_text(text, "utf-8")
    (project / "fix.patch").write_text(gates(CHECK, "--diff", "app.py").out, "utf-8")
    run(["git", "apply", "fix.patch"], cwd=project, check=True)
    patched = file.read_text("utf-8")
    file.write_text(text, "utf-8")
    gates(CHECK, "--fix", "app.py")
    assert file.read_text("utf-8") == patched != text


@pytest.mark.parametrize(
    "text",
    [
        "asyncio = None\nimport time\nasync def f():\n    time.sleep(1)\n",
        "import time\nasync def f():\n    return sorted([], key=lambda x: time.sleep(x))\n",
        "import requests\nasync def f():\n    requests.get('x')\n",
    ],
    ids=["the name is taken", "in a lambda", "another call"],
)
def test_what_is_not_certain_is_left_alone(gates: Gates, project: Path, text: str) -> None:
    file = project / "app.py"
    file.write_bytes(text.encode())
    assert 1 == gates(CHECK, "--fix", "app.py").code
    assert text.encode() == file.read_bytes()


def edit(start: int, end: int, text: str) -> Fix:
    return Fix("", safe=True, edits=(Edit(Span(1, start + 1, 1, end + 1), text),))


def test_a_fix_that_touches_what_another_changed_waits_for_the_next_run() -> None:
    assert "Xdef" == apply("abcdef", [edit(0, 3, "X"), edit(2, 4, "Y")])
    assert "Xcdef" == apply("abcdef", [edit(0, 2, "X"), edit(1, 1, "Y")])
    assert "Xabc" == apply("abc", [edit(0, 0, "X"), edit(0, 0, "Y")])


def test_an_edit_that_two_fixes_share_is_made_once() -> None:
    shared = Edit(Span(1, 1, 1, 1), "import x\n")
    fixes = [
        Fix("", safe=True, edits=(shared, Edit(Span(1, column, 1, column + 1), "!")))
        for column in (1, 2)
    ]
    assert "import x\n!!c" == apply("abc", fixes)


@given(st.text("ab\n"), st.data())
def test_text_outside_the_edits_never_changes(text: str, data: st.DataObject) -> None:
    starts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pieces = list(zip(starts[::2], starts[1::2], strict=False))
    fixes = [_at(text, start, end) for start, end in pieces]
    changed = apply(text, fixes)
    kept = "".join(changed.split("#"))
    removed = {i for start, end in _taken(pieces) for i in range(start, end)}
    assert "".join(c for i, c in enumerate(text) if i not in removed) == kept


def _taken(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for start, end in pieces:
        inserts_again = any(start == end == s == e for s, e in taken)
        touches = any(s == start and (s == e or start == end) for s, e in taken)
        if not inserts_again and not touches:
            taken.append((start, end))
    return taken


def _at(text: str, start: int, end: int) -> Fix:
    def place(offset: int) -> tuple[int, int]:
        before = text[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    span = Span(*place(start), *place(end))
    return Fix("", safe=True, edits=(Edit(span, "#"),))


def test_a_fix_that_would_break_the_file_is_not_made(
    gates: Gates, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Fix("", safe=True, edits=(Edit(Span(5, 5, 5, 5), "await ("),))
    defective = SimpleNamespace(fixes=lambda *given: [broken for _ in given[-1]])
    monkeypatch.setattr(registry, "fixer_of", lambda _: defective)
    file = project / "app.py"
    file.write_text(BLOCKING)
    said = gates(CHECK, "--fix", "--output-format=concise", "app.py")
    assert 2 == said.code
    assert "app.py: error: left as it is, as its fixes would not be valid Python" in said.out
    assert BLOCKING == file.read_text()
