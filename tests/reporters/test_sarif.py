import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from jsonschema_rs import Draft4Validator

from backend_gates.model import Finding, Report, Span
from backend_gates.reporters import render

Lines = Callable[[str], Sequence[str]]


def _run(report: Report, lines: Lines) -> Any:  # noqa: ANN401  parsed JSON
    return json.loads(render("sarif", report, lines))["runs"][0]


def test_fits_the_published_schema(
    report: Report, lines: Lines, sarif_schema: Draft4Validator
) -> None:
    sarif_schema.validate(json.loads(render("sarif", report, lines)))
    sarif_schema.validate(json.loads(render("sarif", Report(()), lines)))


def test_the_schema_is_one_that_can_fail(
    report: Report, lines: Lines, sarif_schema: Draft4Validator
) -> None:
    log = json.loads(render("sarif", report, lines))
    log["runs"][0]["results"][0]["message"] = "a bare string"
    assert not sarif_schema.is_valid(log)


def test_the_call_path_is_a_code_flow_and_related_places(report: Report, lines: Lines) -> None:
    result = _run(report, lines)["results"][0]
    (flow,) = result["codeFlows"][0]["threadFlows"]
    steps = [step["location"]["physicalLocation"] for step in flow["locations"]]
    assert [(s["artifactLocation"]["uri"], s["region"]["startLine"]) for s in steps] == [
        ("app/routes.py", 4),
        ("clients/http.py", 3),
    ]
    (related,) = result["relatedLocations"]
    assert (related["id"], related["message"]["text"]) == (1, "`requests.get` waits here")
    assert "codeFlows" not in _run(report, lines)["results"][2]


def test_results_know_their_rule_scope_and_fix(report: Report, lines: Lines) -> None:
    run = _run(report, lines)
    rules = run["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [
        "blocking-call-in-async",
        "swallowed-exception",
        "query-in-loop",
    ]
    result = run["results"][0]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "place_order"}]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"]["text"] == "await "
    assert run["results"][1]["fixes"][0]["properties"] == {"applicability": "safe"}


def test_failures_are_notifications_of_a_failed_run(report: Report, lines: Lines) -> None:
    (invocation,) = _run(report, lines)["invocations"]
    assert invocation["executionSuccessful"] is False
    unread, broken = invocation["toolExecutionNotifications"]
    assert unread["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "latin.py"}}
    assert broken["locations"][0]["physicalLocation"]["region"]["startLine"] == 3
    assert _run(Report(()), lines)["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("my app/a#b?.py", "my%20app/a%23b%3F.py"),
        ("c:d.py", "c%3Ad.py"),
        ("注.py", "%E6%B3%A8.py"),
        ("\udcff.py", "%FF.py"),
        ("/srv/a.py", "file:///srv/a.py"),
    ],
)
def test_paths_become_references(path: str, uri: str, lines: Lines) -> None:
    run = _run(Report((Finding(path, Span(1, 1, 1, 2), "x", "y"),)), lines)
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == uri
