import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from backend_gates.model import Report
from backend_gates.reporters import render

Lines = Callable[[str], Sequence[str]]


def test_issues_have_what_gitlab_requires(report: Report, lines: Lines) -> None:
    issues = json.loads(render("gitlab", report, lines))
    fingerprint = issues[0].pop("fingerprint")
    assert issues[0] == {
        "description": "blocking-call-in-async: `client.load` blocks the event loop "
        "(clients/http.py:3:12: `requests.get` waits here)",
        "check_name": "blocking-call-in-async",
        "severity": "major",
        "location": {"path": "app/routes.py", "lines": {"begin": 4, "end": 4}},
        "other_locations": [{"path": "clients/http.py", "lines": {"begin": 3, "end": 3}}],
    }
    assert len(fingerprint) == 32


def test_failures_are_issues_of_their_own(report: Report, lines: Lines) -> None:
    unread = json.loads(render("gitlab", report, lines))[3]
    assert unread["check_name"] == "unchecked-file"
    assert unread["severity"] == "major"
    assert unread["location"] == {"path": "latin.py", "lines": {"begin": 1, "end": 1}}


def test_no_two_issues_share_a_fingerprint(report: Report, lines: Lines) -> None:
    twice = Report(report.findings * 2, report.failures * 2)
    issues = json.loads(render("gitlab", twice, lines))
    assert len({issue["fingerprint"] for issue in issues}) == 10


def test_paths_start_at_the_root_of_the_repository(
    report: Report, lines: Lines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = tmp_path / "services" / "orders"
    service.mkdir(parents=True)
    monkeypatch.chdir(service)
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    issue = json.loads(render("gitlab", report, lines))[0]
    assert issue["location"]["path"] == "services/orders/app/routes.py"


def test_a_clean_run_is_an_empty_array_without_a_byte_order_mark(lines: Lines) -> None:
    assert render("gitlab", Report(()), lines) == "[]\n"
