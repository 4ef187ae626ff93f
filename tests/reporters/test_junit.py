from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from xmlschema import XMLSchema10

from backend_gates.model import Failure, Finding, Report, Span
from backend_gates.reporters import render

Lines = Callable[[str], Sequence[str]]
SCHEMA = Path(__file__).parent / "schemas" / "junit-10.xsd"


@pytest.fixture(scope="module")
def schema() -> XMLSchema10:
    return XMLSchema10(str(SCHEMA))


def _parsed(report: Report, lines: Lines) -> ET.Element:
    return ET.fromstring(render("junit", report, lines).encode())  # noqa: S314  our own output


def test_fits_the_published_schema(report: Report, lines: Lines, schema: XMLSchema10) -> None:
    schema.validate(render("junit", report, lines))
    schema.validate(render("junit", Report(()), lines))


def test_one_suite_a_file_one_test_a_finding(report: Report, lines: Lines) -> None:
    root = _parsed(report, lines)
    totals = {"tests": "5", "failures": "3", "errors": "2"}
    assert root.attrib == {"name": "backend-gates", **totals}
    assert [(suite.get("name"), suite.get("tests"), suite.get("errors")) for suite in root] == [
        ("app/routes.py", "3", "1"),
        ("gone.py", "1", "0"),
        ("latin.py", "1", "1"),
    ]
    assert [case.get("name") for case in root.iter("testcase")] == [
        "blocking-call-in-async in place_order",
        "swallowed-exception",
        "unchecked-file",
        "query-in-loop",
        "unchecked-file",
    ]


def test_the_body_shows_what_the_full_format_shows(report: Report, lines: Lines) -> None:
    failure = next(_parsed(report, lines).iter("failure"))
    first = render("full", report, lines).partition("\n\n")[0]
    assert (failure.text or "").strip() == first
    assert failure.get("type") == "blocking-call-in-async"


def test_equal_names_in_a_file_are_numbered(lines: Lines) -> None:
    finding = Finding("a.py", Span(1, 1, 1, 2), "x", "y", "f")
    cases = _parsed(Report((finding, finding, finding)), lines).iter("testcase")
    assert [case.get("name") for case in cases] == ["x in f", "x in f (2)", "x in f (3)"]


def test_a_clean_run_is_one_passed_test(lines: Lines) -> None:
    (suite,) = _parsed(Report(()), lines)
    (case,) = suite
    assert (suite.get("failures"), len(case)) == ("0", 0)


def test_what_xml_cannot_hold_is_made_visible(lines: Lines) -> None:
    report = Report((), (Failure("\x00\udcff\ufffe.py", None, "bell \x07 & <tag> \"'"),))
    (case,) = _parsed(report, lines).iter("testcase")
    assert case.get("classname") == "\\x00\\udcff\\ufffe.py"
    assert case[0].get("message") == "bell \\x07 & <tag> \"'"
