"""Which lines of a file something stands on, whatever ends them."""

import re

import pytest

from backend_gates.project.reading.lines import lines_with

WORD = re.compile(rb"word\b")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_are_counted_as_python_counts_them(end: bytes) -> None:
    lines = [b"word", b"", b"a word, a word", b"words", b"\x0cword"]
    assert lines_with(WORD, end.join(lines)) == [1, 3, 5]


def test_what_stands_nowhere_has_no_lines() -> None:
    assert lines_with(WORD, b"") == []
