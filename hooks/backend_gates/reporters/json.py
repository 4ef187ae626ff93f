"""JSON with the field names of ruff, and `related` for the places that explain a finding."""

import json

from backend_gates.model import Edit, Failure, Finding, Fix, Related, Report, Span
from backend_gates.reporters import Lines
from backend_gates.reporters._words import absolute, encodable, rule_url

_Value = dict[str, object]


def render(report: Report, lines: Lines) -> str:  # noqa: ARG001  every format has this signature
    """Write an array of findings, then of failures: those have no code.

    File names are absolute, columns count characters from 1, ends are exclusive.
    """
    entries = [_finding(finding) for finding in report.findings]
    entries += [_failure(failure) for failure in report.failures]
    return json.dumps(entries, indent=2) + "\n"


def _finding(finding: Finding) -> _Value:
    return {
        "code": finding.rule,
        **_place(finding.path, finding.span),
        "message": encodable(finding.message),
        "url": rule_url(finding.rule),
        "fix": None if finding.fix is None else _fix(finding.fix),
        "related": [_related(related) for related in finding.related],
    }


def _failure(failure: Failure) -> _Value:
    return {
        "code": None,
        **_place(failure.path, failure.span or Span(1, 1, 1, 1)),
        "message": encodable(failure.message),
        "url": None,
        "fix": None,
        "related": [],
    }


def _related(related: Related) -> _Value:
    return {**_place(related.path, related.span), "message": encodable(related.message)}


def _fix(fix: Fix) -> _Value:
    return {
        "applicability": "safe" if fix.safe else "unsafe",
        "message": encodable(fix.message),
        "edits": [_edit(edit) for edit in fix.edits],
    }


def _edit(edit: Edit) -> _Value:
    return {"content": encodable(edit.text), **_span(edit.span)}


def _place(path: str, span: Span) -> _Value:
    return {"filename": encodable(absolute(path)), **_span(span)}


def _span(span: Span) -> _Value:
    return {
        "location": {"row": span.line, "column": span.column},
        "end_location": {"row": span.end_line, "column": span.end_column},
    }
