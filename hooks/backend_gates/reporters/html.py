"""One self-contained HTML page: findings by check, folder and file, with their code and way."""

import json
from collections.abc import Iterable
from pathlib import Path

from backend_gates import __version__
from backend_gates.model import Failure, Finding, Fix, Report, Span
from backend_gates.reporters import Lines
from backend_gates.reporters._words import encodable, printable, rule_url

_Value = dict[str, object]
_PAGE = Path(__file__).parent / "_page"
_SHOWN_LINES = 6


def render(report: Report, lines: Lines) -> str:
    """Write the page. It loads nothing, and the same report always gives the same text."""
    data: _Value = {
        "version": __version__,
        "pages": {finding.rule: rule_url(finding.rule) for finding in report.findings},
        "findings": [_finding(finding) for finding in report.findings],
        "failures": [_failure(failure) for failure in report.failures],
        "source": _source(report.findings, lines),
    }
    page = _part("page.html")
    for mark, text in (
        ("/* style */", _part("page.css")),
        ("/* script */", _part("page.js")),
        ("/* data */", _embedded(data)),
    ):
        page = page.replace(mark, text, 1)
    return page


def _part(name: str) -> str:
    return (_PAGE / name).read_text("utf-8").strip()


def _embedded(data: _Value) -> str:
    """JSON that no text in it can end early: `</script>`, `<!--`."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return encodable(text).replace("<", "\\u003c")


def _finding(finding: Finding) -> _Value:
    return {
        "rule": finding.rule,
        **_place(finding.path, finding.span),
        "message": printable(finding.message),
        "scope": printable(finding.scope),
        "steps": [
            {**_place(step.path, step.span), "message": printable(step.message)}
            for step in finding.related
        ],
        "fix": _fix(finding.fix),
    }


def _failure(failure: Failure) -> _Value:
    return {**_place(failure.path, failure.span), "message": printable(failure.message)}


def _fix(fix: Fix | None) -> _Value | None:
    return None if fix is None else {"message": printable(fix.message), "safe": fix.safe}


def _place(path: str, span: Span | None) -> _Value:
    return {"path": printable(path), "span": span}


def _source(findings: Iterable[Finding], lines: Lines) -> dict[str, dict[int, str]]:
    """The lines of each file that any place shows, by their numbers."""
    source: dict[str, dict[int, str]] = {}
    for finding in findings:
        places = [(step.path, step.span) for step in finding.related]
        for path, span in [(finding.path, finding.span), *places]:
            texts = lines(path)
            last = min(span.end_line, span.line + _SHOWN_LINES - 1, len(texts))
            shown = source.setdefault(printable(path), {})
            for number in range(max(span.line, 1), last + 1):
                shown[number] = printable(texts[number - 1].rstrip().expandtabs(1))
    return source
