from collections.abc import Sequence

import pytest

from backend_gates.model import Finding, Span
from backend_gates.reporters._fingerprint import fingerprints

SOURCE = ["for o in orders:", "    load(o)", "    load(o)"]
FINDING = Finding("a.py", Span(2, 5, 2, 12), "query-in-loop", "`load` (db.py:31) queries", "f")


def _names(*findings: Finding, source: Sequence[str] = SOURCE) -> list[str]:
    return fingerprints(findings, lambda _: source)


def _moved(finding: Finding, by: int) -> Finding:
    span = finding.span
    return finding._replace(span=span._replace(line=span.line + by, end_line=span.end_line + by))


def test_survives_moved_reindented_and_renumbered_code() -> None:
    later = _moved(FINDING, 2)._replace(message="`load` (db.py:99) queries")
    source = ["import x", "", "if x:", "        load( o )"]
    assert _names(FINDING) == _names(later, source=source)


def test_equal_findings_on_equal_lines_are_told_apart() -> None:
    first, second = _names(FINDING, _moved(FINDING, 1))
    assert first != second
    assert [first] == _names(FINDING)


@pytest.mark.parametrize(
    "other",
    [
        FINDING._replace(path="b.py"),
        FINDING._replace(rule="swallowed-exception"),
        FINDING._replace(scope="g"),
        FINDING._replace(message="`store` (db.py:31) queries"),
        FINDING._replace(span=Span(1, 1, 1, 4)),
        FINDING._replace(path="", scope="a.pyf"),
    ],
)
def test_whatever_tells_findings_apart_counts(other: Finding) -> None:
    assert _names(FINDING) != _names(other)


def test_a_vanished_file_is_no_obstacle() -> None:
    (name,) = _names(FINDING, source=())
    assert len(name) == 32
