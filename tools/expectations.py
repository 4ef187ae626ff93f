"""Reads the expectations that stand in case files as comments."""

import re
import tokenize
from pathlib import Path
from typing import NamedTuple

_COMMENT = re.compile(r"#\s*(error|ok|missed):\s*(.*)")
_HEADER = re.compile(r"#\s*options:\s*(.*)")


class Expectation(NamedTuple):
    """`# error: <id> text`, `# ok: why` or `# missed: why`, and the line that it stands on."""

    line: int
    kind: str
    text: str


def read_expectations(file: Path) -> list[Expectation]:
    """The expectations of a case file, in order."""
    found = []
    with file.open("rb") as stream:
        for token in tokenize.tokenize(stream.readline):
            match = _COMMENT.match(token.string) if token.type == tokenize.COMMENT else None
            if match:
                found.append(Expectation(token.start[0], match[1], match[2].strip()))
    return found


def read_options(file: Path) -> str:
    """The TOML of the header `# options: key = value`, one line for each; empty without."""
    lines = file.read_text("utf-8").splitlines()
    matches = (_HEADER.match(line) for line in lines)
    return "\n".join(match[1] for match in matches if match)
