"""What ruff finds in the cases of `blocking-call-in-async` is found here too, or has its reason."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from expectations import read_expectations

CASES = Path(__file__).parent / "cases" / "blocking_call_in_async"

Line = tuple[Path, int]


@pytest.fixture(scope="module")
def ruff() -> dict[Line, str]:
    """The rule of ASYNC210 to ASYNC251 that ruff reports on each line."""
    command = [sys.executable, "-m", "ruff", "check", "--select=ASYNC2", "--preview", "--isolated"]
    options = ["--no-cache", "--exit-zero", "--output-format=json", str(CASES)]
    output = subprocess.run([*command, *options], capture_output=True, check=True).stdout
    return {
        (Path(row["filename"]), row["location"]["row"]): row["code"] for row in json.loads(output)
    }


@pytest.fixture(scope="module")
def expected() -> dict[Line, str]:
    """Whether a line is an error, ok or missed, for each line that says so."""
    return {
        (path, expectation.line): expectation.kind
        for path in CASES.rglob("*.py")
        for expectation in read_expectations(path)
    }


def test_every_line_that_ruff_reports_is_an_error_or_says_why_not(
    ruff: dict[Line, str], expected: dict[Line, str]
) -> None:
    assert [] == [line for line in ruff if line not in expected]


def test_every_rule_of_ruff_is_met(ruff: dict[Line, str], expected: dict[Line, str]) -> None:
    rules = {"210", "212", "220", "221", "222", "230", "240", "250", "251"}
    met = {code for line, code in ruff.items() if expected.get(line) == "error"}
    assert {f"ASYNC{rule}" for rule in rules} == met


def test_most_of_what_is_found_here_is_news(
    ruff: dict[Line, str], expected: dict[Line, str]
) -> None:
    errors = {line for line, kind in expected.items() if kind == "error"}
    assert len(errors - set(ruff)) >= 60
