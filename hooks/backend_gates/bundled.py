"""The hooks that run other programs, each as a program of its own beside this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from backend_gates.baseline.wishes import NAMES
from backend_gates.model import Edit, Failure, Finding, Fix, Related, Report, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backend_gates.baseline.wishes import Wish
    from backend_gates.selection import Tool

_COULD_NOT_RUN = 2
_UNREADABLE = "invalid-syntax"
_OTHER_OUTPUT = ("RUFF_OUTPUT_", "BACKEND_GATES_OUTPUT_")  # would have them write elsewhere
_FORMAT = "ruff-format"
_JSON = "--output-format=json"

_Value = dict[str, Any]
_Process = subprocess.Popen[str]
_Running = list[tuple[str, _Process]]


class _Said(NamedTuple):
    """What a hook has written, and its exit code."""

    hook_id: str
    code: int
    output: str
    errors: str


class Answer(NamedTuple):
    """What a hook has found, and its exit code, which may fail for other reasons."""

    report: Report
    code: int

    @property
    def fails(self) -> bool:
        """Whether anything is wrong."""
        return self.code != 0


@contextmanager
def looking(tools: Iterable[Tool], wish: Wish | None = None) -> Iterator[_Running]:
    """Have all of them look for findings; none outlives the block. Raises OSError."""
    started: _Running = []
    try:
        for tool in tools:
            words = ("--check",) if tool.hook_id == _FORMAT else _wishing(wish)
            started.append((tool.hook_id, _start(tool, (*words, _JSON))))
        yield started
    finally:
        for _, process in started:
            if process.returncode is None:
                process.kill()
                process.communicate()


def answers(started: _Running) -> Iterator[Answer]:
    """What they have found when they have ended; what else they say is passed on."""
    for hook_id, process in started:
        said = _ended(hook_id, process)
        _pass_on(said.errors)
        yield Answer(_report(said), said.code)


def answer(hook_id: str, arguments: Sequence[str]) -> Answer:
    """What a hook finds with arguments of its own. Raises OSError."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    words = (*arguments[:end], _JSON, *arguments[end:])
    said = _ended(hook_id, _started(hook_id, words))
    _pass_on(said.errors)
    return Answer(_report(said), said.code)


def mend(tools: Sequence[Tool], *, unsafe: bool) -> int:
    """Have them mend what they can, the formatter last; returns how many findings are gone."""
    menders = [tool for tool in tools if tool.mends]
    before = _count(menders)
    for tool in sorted(menders, key=lambda tool: tool.hook_id == _FORMAT):
        words = () if tool.hook_id == _FORMAT else ("--fix-only", *_allowed(unsafe=unsafe))
        _ended(tool.hook_id, _start(tool, words))
    return before - _count(menders)


def diff(tools: Iterable[Tool], *, unsafe: bool) -> str:
    """What they would change, as unified diffs."""
    texts = []
    for tool in (tool for tool in tools if tool.mends):
        words = () if tool.hook_id == _FORMAT else _allowed(unsafe=unsafe)
        texts.append(_ended(tool.hook_id, _start(tool, ("--diff", *words))).output)
    return "".join(texts)


def _wishing(wish: Wish | None) -> tuple[str, ...]:
    """The options that ask a hook for the same of the baseline."""
    if wish is None:
        return (f"{NAMES[0]}=",)
    flags = zip(NAMES[1:], (wish.update, wish.grow, wish.strict), strict=True)
    return (f"{NAMES[0]}={wish.file}", *(name for name, is_set in flags if is_set))


def _allowed(*, unsafe: bool) -> tuple[str, ...]:
    return ("--unsafe-fixes",) if unsafe else ()


def _count(tools: Iterable[Tool]) -> int:
    with looking(tools) as started:
        return sum(len(_report(_ended(*each)).findings) for each in started)


def _start(tool: Tool, words: Iterable[str]) -> _Process:
    return _started(tool.hook_id, (*words, "--", *tool.files))


def _started(hook_id: str, words: Iterable[str]) -> _Process:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(_OTHER_OUTPUT)}
    program = (sys.executable, "-I", "-m", "backend_gates")
    return subprocess.Popen(  # noqa: S603  this package
        [*program, hook_id, *words],
        env=kept,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="backslashreplace",
    )


def _ended(hook_id: str, process: _Process) -> _Said:
    output, errors = process.communicate()
    return _Said(hook_id, process.returncode, output, errors)


def _pass_on(text: str) -> None:
    sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stderr.flush()


def _report(said: _Said) -> Report:
    """What a hook answered when it was asked for JSON, which is ruff's or ours."""
    try:
        entries: list[_Value] = json.loads(said.output or "[]")
        failures = [_failure(each) for each in entries if _is_failure(each, said)]
        findings = [_finding(each, said) for each in entries if not _is_failure(each, said)]
    except (ValueError, LookupError, TypeError):
        return Report((), (_without_answer(said),))
    if said.code >= _COULD_NOT_RUN and not failures:
        failures = [_without_answer(said)]
    return Report(tuple(findings), tuple(failures))


def _is_failure(entry: _Value, said: _Said) -> bool:
    code = entry["code"]
    return code is None or (said.code >= _COULD_NOT_RUN and code == _UNREADABLE)


def _without_answer(said: _Said) -> Failure:
    first = next(iter(said.errors.splitlines()), "it said nothing")
    reason = first.removeprefix(f"{said.hook_id}: ")
    return Failure(".", None, f"{said.hook_id} could not run: {reason}")


def _failure(entry: _Value) -> Failure:
    return Failure(_path(entry), _span(entry), entry["message"])


def _finding(entry: _Value, said: _Said) -> Finding:
    code, message, cell = entry["code"], entry["message"], entry.get("cell")
    if said.hook_id not in {code, _FORMAT}:
        message = f"{code} {message}"
    if cell is not None:
        message += f" (cell {cell})"
    related = tuple(
        Related(_path(each), _span(each), each["message"]) for each in entry.get("related", ())
    )
    fix = _fix(entry["fix"]) if entry["fix"] and cell is None else None
    return Finding(_path(entry), _span(entry), said.hook_id, message, related=related, fix=fix)


def _fix(fix: _Value) -> Fix:
    edits = tuple(Edit(_span(each), each["content"]) for each in fix["edits"])
    return Fix(fix["message"] or "Format the file", fix["applicability"] == "safe", edits)


def _path(entry: _Value) -> str:
    return os.path.relpath(entry["filename"]).replace(os.sep, "/")


def _span(entry: _Value) -> Span:
    start, end = entry["location"], entry["end_location"]
    return Span(start["row"], start["column"], end["row"], end["column"])
