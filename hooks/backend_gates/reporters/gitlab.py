"""GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/."""

import json
import os

from backend_gates.model import Failure, Finding, Report, Span
from backend_gates.reporters import Lines
from backend_gates.reporters._fingerprint import fingerprints
from backend_gates.reporters._words import FAILURE, absolute, encodable, related_line

_Value = dict[str, object]


def render(report: Report, lines: Lines) -> str:
    """Write an array of issues; equal fingerprints would collapse, so none are."""
    findings = [*report.findings, *map(_as_finding, report.failures)]
    prints = fingerprints(findings, lines)
    issues = [_issue(finding, name) for finding, name in zip(findings, prints, strict=True)]
    return json.dumps(issues, indent=2) + "\n"


def _as_finding(failure: Failure) -> Finding:
    return Finding(failure.path, failure.span or Span(1, 1, 1, 1), FAILURE, failure.message)


def _issue(finding: Finding, fingerprint: str) -> _Value:
    return {
        "description": encodable(_description(finding)),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": "major",
        "location": _location(finding.path, finding.span),
        "other_locations": [_location(step.path, step.span) for step in finding.related],
    }


def _description(finding: Finding) -> str:
    # A merge request shows nothing but the description: the way there belongs into it.
    steps = "; ".join(related_line(step) for step in finding.related)
    way = f" ({steps})" if steps else ""
    return f"{finding.rule}: {finding.message}{way}"


def _location(path: str, span: Span) -> _Value:
    return {
        "path": encodable(_in_repository(path)),
        "lines": {"begin": span.line, "end": span.end_line},
    }


def _in_repository(path: str) -> str:
    """Give the path from the repository's root: a job may have gone into a service's folder."""
    root = os.environ.get("CI_PROJECT_DIR", "").rstrip("/")
    whole = absolute(path)
    if root and whole.startswith(f"{root}/"):
        return whole[len(root) + 1 :]
    return path
