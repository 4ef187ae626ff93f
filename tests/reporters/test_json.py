import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from backend_gates.model import Report
from backend_gates.reporters import render

Lines = Callable[[str], Sequence[str]]


def test_fields_are_named_as_ruff_names_them(
    report: Report, lines: Lines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = json.loads(render("json", report, lines))[0]
    assert first == {
        "code": "blocking-call-in-async",
        "filename": f"{tmp_path.as_posix()}/app/routes.py",
        "location": {"row": 4, "column": 15},
        "end_location": {"row": 4, "column": 29},
        "message": "`client.load` blocks the event loop",
        "url": "https://github.com/backend-gates/backend-gates/blob/main/docs/hooks/"
        "blocking-call-in-async.md",
        "fix": {
            "applicability": "unsafe",
            "message": "Wrap it in a thread",
            "edits": [
                {
                    "content": "await ",
                    "location": {"row": 4, "column": 15},
                    "end_location": {"row": 4, "column": 15},
                }
            ],
        },
        "related": [
            {
                "filename": f"{tmp_path.as_posix()}/clients/http.py",
                "location": {"row": 3, "column": 12},
                "end_location": {"row": 3, "column": 27},
                "message": "`requests.get` waits here",
            }
        ],
    }


def test_findings_without_a_fix_say_so(report: Report, lines: Lines) -> None:
    entries = json.loads(render("json", report, lines))
    assert [entry["fix"] and entry["fix"]["applicability"] for entry in entries] == [
        "unsafe",
        "safe",
        None,
        None,
        None,
    ]


def test_failures_have_no_code(report: Report, lines: Lines) -> None:
    unread, broken = json.loads(render("json", report, lines))[-2:]
    assert (unread["code"], unread["url"], unread["location"]) == (
        None,
        None,
        {"row": 1, "column": 1},
    )
    assert (broken["code"], broken["location"]) == (None, {"row": 3, "column": 1})
    assert broken["message"] == "invalid syntax"


def test_a_clean_run_is_an_empty_array(lines: Lines) -> None:
    assert json.loads(render("json", Report(()), lines)) == []
