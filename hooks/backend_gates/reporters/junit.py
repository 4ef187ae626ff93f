"""JUnit's XML, which every CI server shows: a suite for each file, a failed test for each finding.

The shape is the one that Jenkins' xunit plugin publishes as `junit-10.xsd` and pytest writes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from backend_gates.model import Failure, Finding, Report
from backend_gates.reporters import Lines
from backend_gates.reporters._words import FAILURE, failure_line
from backend_gates.reporters.full import describe

# XML 1.0 has no way to write these, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTES = str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;"})


def render(report: Report, lines: Lines) -> str:
    """Write findings as failures and failures as errors; one passed test when there are none."""
    if not report.findings and not report.failures:
        return _document({"tests": 1, "failures": 0, "errors": 0}, _clean_suite())
    return _document(_totals(report), _suites(report, lines))


def _document(totals: dict[str, int], suites: Iterable[str]) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    root = _tag("testsuites", name="backend-gates", **totals)
    return "\n".join([head, root, *suites, "</testsuites>\n"])


def _clean_suite() -> Iterator[str]:
    # Some servers take a report without any test for a broken one.
    yield _tag("testsuite", name="backend-gates", tests=1, failures=0, errors=0)
    yield _tag("testcase", name="no findings", classname="backend-gates") + "</testcase>"
    yield "</testsuite>"


def _suites(report: Report, lines: Lines) -> Iterator[str]:
    for path, part in _by_path(report).items():
        yield _tag("testsuite", name=path, **_totals(part), file=path)
        yield from _cases(part, lines)
        yield "</testsuite>"


def _by_path(report: Report) -> dict[str, Report]:
    findings, failures = (
        defaultdict[str, list[Finding]](list),
        defaultdict[str, list[Failure]](list),
    )
    for finding in report.findings:
        findings[finding.path].append(finding)
    for failure in report.failures:
        failures[failure.path].append(failure)
    paths = dict.fromkeys([*findings, *failures])
    return {path: Report(tuple(findings[path]), tuple(failures[path])) for path in paths}


def _cases(report: Report, lines: Lines) -> Iterator[str]:
    names = Counter[str]()
    for finding in report.findings:
        yield _tag(
            "testcase", name=_name(finding.rule, finding.scope, names), classname=finding.path
        )
        yield _tag("failure", message=finding.message, type=finding.rule)
        yield f"{_escaped(describe(finding, lines))}</failure></testcase>"
    for failure in report.failures:
        yield _tag("testcase", name=_name(FAILURE, "", names), classname=failure.path)
        yield _tag("error", message=failure.message, type=FAILURE)
        yield f"{_escaped(failure_line(failure))}</error></testcase>"


def _name(rule: str, scope: str, taken: Counter[str]) -> str:
    """Make a name without line numbers, so that servers tell new failures from moved ones."""
    name = f"{rule} in {scope}" if scope else rule
    taken[name] += 1
    return name if taken[name] == 1 else f"{name} ({taken[name]})"


def _totals(report: Report) -> dict[str, int]:
    failures, errors = len(report.findings), len(report.failures)
    return {"tests": failures + errors, "failures": failures, "errors": errors}


def _tag(element: str, **attributes: str | int) -> str:
    pairs = "".join(
        f' {key}="{_escaped(str(value)).translate(_IN_ATTRIBUTES)}"'
        for key, value in attributes.items()
    )
    return f"<{element}{pairs}>"


def _escaped(text: str) -> str:
    return _FORBIDDEN.sub(_visible, text).translate(_MARKUP)


def _visible(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
