"""Workflow commands of GitHub Actions: annotations on the lines of a pull request.

GitHub shows ten annotations a step and the text of all in the log, so the text says where by
itself. Escapes as in actions/toolkit, `packages/core/src/command.ts`.
"""

from backend_gates.model import Failure, Finding, Report, Span
from backend_gates.reporters import Lines
from backend_gates.reporters._words import (
    FAILURE,
    absolute,
    encodable,
    help_line,
    place,
    related_line,
)


def render(report: Report, lines: Lines) -> str:  # noqa: ARG001  every format has this signature
    """Write one `::error` line for each finding and failure."""
    rows = [_finding(finding) for finding in report.findings]
    rows += [_failure(failure) for failure in report.failures]
    return "".join(f"{row}\n" for row in rows)


def _finding(finding: Finding) -> str:
    where = place(finding.path, finding.span)
    text = [f"{where}: {finding.rule} {finding.message}"]
    text += [f"  {number}. {related_line(step)}" for number, step in enumerate(finding.related, 1)]
    if finding.fix is not None:
        text.append(f"  {help_line(finding.fix)}")
    return _command(finding.rule, finding.path, finding.span, "\n".join(text))


def _failure(failure: Failure) -> str:
    text = f"{place(failure.path, failure.span)}: {failure.message}"
    return _command(FAILURE, failure.path, failure.span, text)


def _command(title: str, path: str, span: Span | None, message: str) -> str:
    properties = {"title": f"backend-gates ({title})", "file": absolute(path)}
    if span is not None:
        properties |= _region(span)
    pairs = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::error {pairs}::{_data(message)}"


def _region(span: Span) -> dict[str, str]:
    if span.line != span.end_line:  # GitHub refuses columns over several lines
        return {"line": f"{span.line}", "endLine": f"{span.end_line}"}
    return {
        "line": f"{span.line}",
        "col": f"{span.column}",
        "endLine": f"{span.end_line}",
        "endColumn": f"{span.end_column}",
    }


def _data(text: str) -> str:
    return encodable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
