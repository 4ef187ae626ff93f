"""What the text around an `except` says of why failures may be lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue import failures
from backend_gates.project.reading.lines import docstring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backend_gates.syntax import facts

_STRINGS = (r'"{3}.*?"{3}', r"'{3}.*?'{3}", r'"(?:\\.|[^"\\\n])*"', r"'(?:\\.|[^'\\\n])*'")
_STRING_OR_COMMENT = re.compile("|".join((*_STRINGS, r"#([^\n]*)")), re.DOTALL)
_FOR_TOOLS = re.compile(
    r"\s*(?:noqa\b(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*)?|pragma:\s*no ?\w+|nosec\b(?:\s*B\d+)*"
    r"|type:\s*ignore\b(?:\[[^\]]*\])?)"
)
_NO_REASON = re.compile(
    r"[a-z]+:|(?i:todo|fixme|xxx|hack)\b|[\w.]+\(|[\w.]+ = "
    r"|(?:raise|return|pass|print|import|continue|break)\b(?! [a-z]+ (?:an?|the|to|so|here|when)\b)"
)
_DASHES = " \t-\N{EN DASH}\N{EM DASH}:;,."
_WORD = re.compile(r"[^\W\d_]{3}")
_LOSING = ("suppress(", "gather(")
_OF_FAILURE = re.compile(
    r"(?i)error|exception|fail|suppress|ignor|swallow|best.effort|optional|anyway|even if|matter"
)
_WHY = re.compile(
    r"""\.a?(?:debug|info)\([^)]*?["'][^\n]*?(?i:\bskip|ignor|best.effort|fall\w* ?back|optional"""
    r"""|retry|continu|proceed|non.?(?:critical|fatal|blocking)|\busing\b|\bkeep|anyway|already"""
    r"""|harmless|\bexpected|assum|treat|reconnect|\bleav|may not|might not"""
    r"""|will not|heartbeat|telemetry|metric|analytics"""
    r"""|progress|\bcach|screenshot)"""
)
_RAISES = re.compile(r"(?<!never )\braises:")
_WHEN_IT_FAILS = re.compile(
    r"\b(?:if|when|where|upon|on|never|not|so that)\b[^.]{0,80}\bfail|\bfailures? (?:is|are|of)\b"
)


def is_explained(lines: Sequence[str], line: int) -> bool:
    """Whether in the `except` of a line, or right above it, a comment or a quiet log says why.

    A directive to a tool, a plan for later and code that is commented out say nothing of that.
    Around a `suppress` or a `gather` a comment may be about the work: there it counts only if it
    speaks of failures, and so does one in what is tried or above it.
    """
    index = line - 1
    if index >= len(lines):  # it has been changed meanwhile
        return False
    if lines[index].lstrip(" \t\f").startswith("except"):
        above = _of_failure(_tried(lines, index))
        return above or any(map(_says_why, _comments(lines, index))) or _logs_why(lines, index)
    if not any(each in lines[index] for each in _LOSING):
        return False
    return _of_failure(_comments(lines, index))


def is_documented(lines: Sequence[str], function: facts.Function) -> bool:
    """Whether a docstring says what becomes of failures, other than that they are raised."""
    written = "\n".join(docstring(function, lines)).lower()
    text = " ".join(_RAISES.split(written)[0].split())
    known = any(each in text for each in failures.load().confessions)
    return known or _WHEN_IT_FAILS.search(text) is not None


def _of_failure(comments: Iterable[str]) -> bool:
    return any(_says_why(each) and _OF_FAILURE.search(each) for each in comments)


def _tried(lines: Sequence[str], index: int) -> Iterator[str]:
    """The comments that stand on lines of their own in what is tried, or right above it."""
    indent = _indent(lines[index])
    start = next(
        (at for at in range(index - 1, -1, -1) if lines[at].startswith(f"{indent}try")), index
    )
    for line in lines[start + 1 : index]:
        rest = line.strip(" \t\f")
        if rest.startswith("#"):
            yield rest[1:]
    yield from _right_above(lines, start)
    if start and lines[start - 1].lstrip().startswith("if ") and lines[start - 1].endswith(":"):
        yield from _right_above(lines, start - 1)


def _right_above(lines: Sequence[str], index: int) -> Iterator[str]:
    indent = _indent(lines[index])
    above = index - 1
    while above >= 0 and lines[above].startswith(f"{indent}#"):
        yield lines[above][len(indent) + 1 :]
        above -= 1


def _comments(lines: Sequence[str], index: int) -> Iterator[str]:
    """What stands in comments above a statement, on its line and in its block."""
    yield from _right_above(lines, index)
    for match in _STRING_OR_COMMENT.finditer(_whole(lines, index)):
        yield match[1] or ""


def _logs_why(lines: Sequence[str], index: int) -> bool:
    """Whether a quiet log says that it goes on without, and not only that it failed."""
    return _WHY.search(_whole(lines, index)) is not None


def _whole(lines: Sequence[str], index: int) -> str:
    """A statement with its block."""
    return "\n".join((lines[index], *_inside(lines[index + 1 :], _indent(lines[index]))))


def _inside(lines: Sequence[str], indent: str) -> Iterator[str]:
    for line in lines:
        rest = line.removeprefix(indent)
        is_inside = line.startswith(indent) and rest[:1] in {" ", "\t", ")"}
        if line.strip() and not is_inside:
            return
        yield line


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t\f"))]


def _says_why(comment: str) -> bool:
    return any(
        _WORD.search(reason) and not _NO_REASON.match(reason)
        for part in comment.split("#")
        if (reason := _FOR_TOOLS.sub("", part, count=1).lstrip(_DASHES))
    )
