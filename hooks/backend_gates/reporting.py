"""The report that the environment asks for, as a CI job does, beside what a hook prints."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backend_gates import bundled
from backend_gates.console import publish, source_lines
from backend_gates.reporters import FORMATS, render
from backend_gates.results.replay import REPORTS
from backend_gates.schema import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

FORMAT, FILE = REPORTS

_SOURCES = (".py", ".pyi", ".ipynb")

_Value = dict[str, Any]


def wanted(environment: Mapping[str, str]) -> bool:
    """Whether a report is to go to a file. Raises SettingsError for a format that there is not."""
    style = environment.get(FORMAT) or FORMATS[0]
    if style not in FORMATS:
        raise SettingsError(f"{FORMAT}: unknown format `{style}`: one of {', '.join(FORMATS)}")
    return bool(environment.get(FILE))


def main(hook_id: str, arguments: Sequence[str]) -> int:
    """Run a hook, print what it finds, and write the report; returns the hook's exit code.

    Raises SettingsError when the report can't be written.
    """
    answer = bundled.answer(hook_id, arguments)
    style = os.environ.get(FORMAT) or "json"
    file = Path(os.environ[FILE])
    try:
        _write(file, style, render(style, answer.report, source_lines), arguments)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written: {error.strerror}") from error
    on_screen = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full"
    publish(render(on_screen, answer.report, source_lines))
    return answer.code


def _write(file: Path, style: str, text: str, arguments: Sequence[str]) -> None:
    """Write a report. What it said of files that this run wasn't given stays.

    pre-commit cuts long lists of files, and each part is a run of its own.
    """
    join = _JOINS.get(style)
    if join is not None and any(name.endswith(_SOURCES) for name in arguments):
        with suppress(OSError, ValueError, LookupError, TypeError):
            known = json.loads(file.read_text("utf-8"))
            text = json.dumps(join(known, json.loads(text), set(arguments)), indent=2) + "\n"
    file.write_text(text, "utf-8", newline="")


def _join_issues(known: list[_Value], new: list[_Value], looked_at: set[str]) -> list[_Value]:
    return [each for each in known if each["location"]["path"] not in looked_at] + new


def _join_logs(known: _Value, new: _Value, looked_at: set[str]) -> _Value:
    before, now = known["runs"][0], new["runs"][0]
    kept = [each for each in before["results"] if _uri(each) not in looked_at]
    now["results"] = kept + now["results"]
    driver = now["tool"]["driver"]
    driver["rules"] = driver["rules"] or before["tool"]["driver"]["rules"]
    return new


def _uri(result: _Value) -> str:
    uri: str = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    return uri


_JOINS: dict[str, Callable[[Any, Any, set[str]], Any]] = {
    "gitlab": _join_issues,
    "sarif": _join_logs,
}
