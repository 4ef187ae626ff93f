"""Turn what mypy prints into findings and failures."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from backend_gates.model import Failure, Finding, Related, Report, Span
from backend_gates.tools.environment.child_processes import Finished

_CLEAN_OR_ERRORS = (0, 1)
_LINE = re.compile(
    r"(?P<file>.+?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?: (?P<severity>error|note): "
    r"(?P<message>.*?)(?:  \[(?P<code>[a-z0-9-]+)\])?"
)
_CODE = re.compile(r" \[([a-z0-9-]+)\]$")


class _Line(NamedTuple):
    path: str
    span: Span
    severity: str
    message: str
    hint: str


def read_output(done: Finished, root: Path, rule: str) -> Report:
    """Return the report of one run of mypy in `root`.

    Exit code 2 and anything else but 0 and 1 mean that nothing was checked: mypy's errors are
    then failures, never type errors.
    """
    refusals = [line for line in done.errors.splitlines() if line.startswith("{")]
    lines = tuple(_lines("\n".join([done.output, *refusals]), root))
    errors = sorted(each for each in lines if each.severity == "error")
    if done.code in _CLEAN_OR_ERRORS and (errors or not done.code):
        return Report(tuple(_finding(each, lines, rule) for each in errors))
    if errors:
        return Report((), tuple(Failure(e.path, e.span, f"mypy: {e.message}") for e in errors))
    said = " ".join((done.errors or done.output).split()) or "no message"
    here = _relative(str(root), root)
    return Report((), (Failure(here, None, f"mypy ended with code {done.code}: {said}"),))


def code_of(message: str) -> str:
    """The code that mypy gave an error, by the finding's message; empty without one."""
    found = _CODE.search(message)
    return found[1] if found else ""


def _finding(error: _Line, lines: tuple[_Line, ...], rule: str) -> Finding:
    notes = (each.message for each in lines if each.severity == "note" and _same_line(each, error))
    advice = " ".join(part for text in (error.hint, *notes) for part in text.split())
    related = (Related(error.path, error.span, advice),) if advice else ()
    return Finding(error.path, error.span, rule, error.message, related=related)


def _same_line(note: _Line, error: _Line) -> bool:
    return (note.path, note.span.line) == (error.path, error.span.line)


def _lines(output: str, root: Path) -> Iterator[_Line]:
    for text in output.splitlines():
        line = _from_json(text, root) if text.startswith("{") else _from_text(text, root)
        if line:
            yield line


def _from_json(text: str, root: Path) -> _Line | None:
    """Read a line of `--output json`: columns count from 0, ends are exclusive, hints optional."""
    try:
        told = json.loads(text)
        line, column = max(told["line"], 1), max(told["column"], 0) + 1
        end = told.get("end_line") or line, (told.get("end_column") or column - 1) + 1
        message = _with_code(told["message"], told["code"])
        return _Line(
            _relative(told["file"], root),
            Span(line, column, *end),
            told["severity"],
            message,
            told["hint"] or "",
        )
    except (ValueError, LookupError, TypeError):
        return None


def _from_text(text: str, root: Path) -> _Line | None:
    found = _LINE.fullmatch(text)
    if not found:
        return None
    line, column = int(found["line"] or 1), int(found["column"] or 1)
    message = _with_code(found["message"], found["code"])
    span = Span(line, column, line, column)
    return _Line(_relative(found["file"], root), span, found["severity"], message, "")


def _with_code(message: str, code: str | None) -> str:
    return f"{message} [{code}]" if code else message


def _relative(file: str, root: Path) -> str:
    """Return the path of a file that mypy named from `root`, relative to the working directory."""
    return Path(os.path.relpath(root / file)).as_posix()
