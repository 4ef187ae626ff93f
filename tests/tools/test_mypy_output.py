import json
from pathlib import Path

import pytest

from backend_gates.model import Failure, Finding, Related, Report, Span
from backend_gates.tools.environment.child_processes import Finished
from backend_gates.tools.mypy.output import read_output


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "shop"


def test_text_of_a_mypy_that_knows_no_json(root: Path) -> None:
    output = (
        'api.py:7:12: error: No overload variant matches argument type "str"  [call-overload]\n'
        "api.py:7:12: note: Possible overload variants:\n"
        "api.py:7:12: note:     def get(self, key: int) -> str\n"
        'api.py:3: error: Name "x" is not defined\n'
        "Warning: unused section\n"
        "api.py:9:1: note: by the way\n"
    )
    first, second = read_output(Finished(1, output, ""), root, "mypy-strict").findings
    message = 'Name "x" is not defined'
    assert Finding("shop/api.py", Span(3, 1, 3, 1), "mypy-strict", message) == first
    assert second.message == 'No overload variant matches argument type "str" [call-overload]'
    advice = "Possible overload variants: def get(self, key: int) -> str"
    assert second.related == (Related("shop/api.py", Span(7, 12, 7, 12), advice),)


def test_an_error_that_stops_mypy_is_no_finding(root: Path) -> None:
    output = "api.py: error: Source file found twice under different module names\n"
    message = "mypy: Source file found twice under different module names"
    failure = Failure("shop/api.py", Span(1, 1, 1, 1), message)
    assert read_output(Finished(2, output, ""), root, "mypy-strict") == Report((), (failure,))


def test_what_mypy_says_as_data_while_it_starts_is_read_too(root: Path) -> None:
    told = {"file": "setup.cfg", "line": 13, "column": 0, "severity": "error", "code": "misc"}
    errors = json.dumps({**told, "message": 'Error importing plugin "no.such"', "hint": None})
    (failure,) = read_output(Finished(2, "", f"{errors}\n"), root, "mypy-strict").failures
    assert failure.message == 'mypy: Error importing plugin "no.such" [misc]'
    assert failure.span == Span(13, 1, 13, 1)


@pytest.mark.parametrize(
    ("finished", "message"),
    [
        (
            Finished(2, "", "mypy: error:\n  no such option\n"),
            "code 2: mypy: error: no such option",
        ),
        (Finished(-11, "", ""), "code -11: no message"),
        (Finished(1, "{broken\n", ""), "code 1: {broken"),
    ],
)
def test_what_cannot_be_read_is_a_failure(root: Path, finished: Finished, message: str) -> None:
    failure = Failure("shop", None, f"mypy ended with {message}")
    assert read_output(finished, root, "mypy-strict") == Report((), (failure,))
