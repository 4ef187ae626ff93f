"""SARIF 2.1.0, the exchange format of static analysis: https://docs.oasis-open.org/sarif/."""

import json
import os
from urllib.parse import quote

from backend_gates import HOMEPAGE, __version__
from backend_gates.model import Failure, Finding, Fix, Related, Report, Span
from backend_gates.reporters import Lines
from backend_gates.reporters._fingerprint import fingerprints
from backend_gates.reporters._words import encodable, rule_url

_Value = dict[str, object]


def render(report: Report, lines: Lines) -> str:
    """Write a log with one run; call paths are code flows that end in the related places."""
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [_run(report, lines)],
    }
    return json.dumps(log, indent=2) + "\n"


def _run(report: Report, lines: Lines) -> _Value:
    rules = sorted({finding.rule for finding in report.findings})
    prints = fingerprints(report.findings, lines)
    return {
        "tool": {"driver": _driver(rules)},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.failures,
                "toolExecutionNotifications": [_notification(each) for each in report.failures],
            }
        ],
        "results": [
            _result(finding, rules.index(finding.rule), name)
            for finding, name in zip(report.findings, prints, strict=True)
        ],
    }


def _driver(rules: list[str]) -> _Value:
    return {
        "name": "backend-gates",
        "version": __version__,
        "informationUri": HOMEPAGE,
        "rules": [
            {
                "id": rule,
                "shortDescription": _text(rule.replace("-", " ").capitalize()),
                "helpUri": quote(rule_url(rule), safe=":/"),
            }
            for rule in rules
        ],
    }


def _result(finding: Finding, rule_index: int, fingerprint: str) -> _Value:
    result: _Value = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": "error",
        "message": _text(finding.message),
        "locations": [_primary(finding)],
        # The one name that GitHub's code scanning reads.
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }
    if finding.related:
        steps = [_related(related) for related in finding.related]
        result["relatedLocations"] = [{"id": i, **step} for i, step in enumerate(steps, 1)]
        flow = [{"location": step} for step in [_primary(finding), *steps]]
        result["codeFlows"] = [{"threadFlows": [{"locations": flow}]}]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.path, finding.fix)]
    return result


def _primary(finding: Finding) -> _Value:
    location = {**_location(finding.path, finding.span), "message": _text(finding.message)}
    if finding.scope:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.scope}]
    return location


def _related(related: Related) -> _Value:
    return {**_location(related.path, related.span), "message": _text(related.message)}


def _fix(path: str, fix: Fix) -> _Value:
    replacements = [
        {"deletedRegion": _region(edit.span), "insertedContent": _text(edit.text)}
        for edit in fix.edits
    ]
    return {
        "description": _text(fix.message),
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}],
        "properties": {"applicability": "safe" if fix.safe else "unsafe"},
    }


def _notification(failure: Failure) -> _Value:
    return {
        "level": "error",
        "message": _text(failure.message),
        "locations": [_location(failure.path, failure.span)],
    }


def _location(path: str, span: Span | None) -> _Value:
    physical: _Value = {"artifactLocation": _artifact(path)}
    if span is not None:
        physical["region"] = _region(span)
    return {"physicalLocation": physical}


def _artifact(path: str) -> _Value:
    prefix = "file://" if os.path.isabs(path) else ""  # noqa: PTH117  the path is a string
    if prefix and not path.startswith("/"):
        prefix += "/"  # file:///C:/service/app.py
    return {"uri": prefix + quote(_file_name_bytes(path))}


def _file_name_bytes(path: str) -> bytes:
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")  # Windows allows lone surrogates in names


def _region(span: Span) -> _Value:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _text(text: str) -> _Value:
    return {"text": encodable(text)}
