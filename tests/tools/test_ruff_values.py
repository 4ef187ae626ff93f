"""Reading selectors, arguments and foreign output."""

import pytest

from backend_gates.tools.ruff.arguments import request_of
from backend_gates.tools.ruff.configuration import covers
from backend_gates.tools.ruff.groups import batches
from backend_gates.tools.ruff.output import combined


@pytest.mark.parametrize(
    ("selector", "code", "expected"),
    [
        ("ALL", "E501", True),
        ("E", "E501", True),
        ("E5", "E501", True),
        ("E501", "E5", False),
        ("C", "C408", True),
        ("T", "T201", True),
        ("D", "DTZ001", False),
        ("PT", "PTH100", False),
        ("PL", "PLR0913", True),
        ("PL", "PT001", False),
        ("unused-import", "unused-import", True),
        ("unused-import", "F401", False),
    ],
)
def test_selectors_cover_what_ruff_says(selector: str, code: str, *, expected: bool) -> None:
    assert covers(selector, code) is expected


def test_arguments_are_taken_apart() -> None:
    request = request_of(
        ["--mandatory", "B, C4", "-o", "out", "--select=N", "--fix", "a.py", "--", "-odd.py"]
    )
    assert request.paths == ("a.py", "-odd.py")
    assert request.codes("--mandatory") == ("B", "C4")
    assert request.words("--mandatory") == ("-o", "out", "--select=N", "--fix")


def test_an_option_without_its_value_is_left_to_ruff() -> None:
    assert request_of(["--select"]).words() == ("--select",)


def test_batches_keep_every_path_in_order() -> None:
    paths = [f"{'x' * 1000}/{number}.py" for number in range(500)]
    pieces = list(batches(paths))
    assert [path for piece in pieces for path in piece] == paths
    assert max(sum(len(path) + 1 for path in piece) for piece in pieces) < 128 * 1024
    assert list(batches([])) == [()]


@pytest.mark.parametrize(
    ("output_format", "text"),
    [
        ("full", "something else\n"),
        ("json", "nothing"),
        ("gitlab", "[{}, 3]"),
        ("rdjson", "{}"),
        ("sarif", "[]"),
        ("junit", "<testsuites"),
        ("novel", "a.py:1:1: E501 Line too long\n"),
    ],
)
def test_foreign_output_is_never_read_as_clean(output_format: str, text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the texts are Python's and differ
        combined([text], output_format, bool)
