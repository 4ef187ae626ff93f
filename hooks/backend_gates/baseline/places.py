"""What a finding's place is called when lines move: the enclosing name, and a hash of the line.

Both are read off the text: they are the same whatever Python runs, also in a file with an error.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.baseline.entries import Entry
from backend_gates.content import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from backend_gates.model import Finding

_HEADING = re.compile(rb"^([ \t]*)(?:async[ \t]+def|def|class)[ \t]+([^\s(:\[]+)", re.MULTILINE)
_NOTEBOOK = ".ipynb"


class _Heading(NamedTuple):
    line: int
    indent: int
    name: str


class _Text(NamedTuple):
    """A file's lines, and the lines that start a function or a class."""

    lines: list[bytes]
    headings: list[_Heading]
    starts: list[int]


def keys_of(findings: Iterable[Finding], names: Iterable[str], folder: Path) -> Iterator[Entry]:
    """What the entry of each finding would be in a baseline in `folder`, without a number.

    `names` are the ids that the entries have.
    """
    texts: dict[str, _Text] = {}
    paths: dict[str, str] = {}
    for finding, name in zip(findings, names, strict=True):
        path = finding.path
        if path not in texts:
            texts[path] = _read(path)
            paths[path] = os.path.relpath(path, folder).replace(os.sep, "/")
        yield Entry(paths[path], name, *_place(texts[path], finding.span.line), 0)


def _read(path: str) -> _Text:
    # In a notebook ruff counts lines by the cell: there, findings of a rule are counted alone.
    try:
        data = b"" if path.endswith(_NOTEBOOK) else content_of(path)
    except OSError:
        data = b""
    text = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    headings = list(_headings(text))
    return _Text(text.split(b"\n"), headings, [heading.line for heading in headings])


def _headings(text: bytes) -> Iterator[_Heading]:
    line, seen = 1, 0
    for match in _HEADING.finditer(text):
        line += text.count(b"\n", seen, match.start())
        seen = match.start()
        name = match[2].decode("utf-8", "replace")
        if name.isidentifier():
            yield _Heading(line, _width(match[1]), name)


def _place(text: _Text, number: int) -> tuple[str, str]:
    line = text.lines[number - 1] if 0 < number <= len(text.lines) else b""
    names: list[str] = []
    indent = _width(line[: len(line) - len(line.lstrip())])
    for place in range(bisect_right(text.starts, number) - 1, -1, -1):
        heading = text.headings[place]
        if heading.indent < indent or heading.line == number:
            names.append(heading.name)
            indent = heading.indent
        if not indent:
            break
    return ".".join(reversed(names)), _digest(line)


def _width(indent: bytes) -> int:
    return len(indent.expandtabs())


def _digest(line: bytes) -> str:
    return blake2b(b"".join(line.split()), digest_size=6).hexdigest()
