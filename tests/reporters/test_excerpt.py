import pytest

from backend_gates.model import Span
from backend_gates.reporters._excerpt import excerpt


def _underlined(line: str, column: int, end_column: int) -> list[str]:
    return excerpt(Span(1, column, 1, end_column), [line])[1:]


@pytest.mark.parametrize(
    ("line", "column", "end_column", "expected"),
    [
        ("x = f(1)", 5, 9, ["1 | x = f(1)", "  |     ^^^^"]),
        ("\tf(1)\t# tab", 2, 6, ["1 |     f(1)    # tab", "  |     ^^^^"]),
        ("注文 = f()", 6, 9, ["1 | 注文 = f()", "  |        ^^^"]),
        ("e\u0301 = f()", 6, 9, ["1 | e\u0301 = f()", "  |     ^^^"]),
        ("'\x1b' + f()", 7, 10, ["1 | '\\x1b' + f()", "  |          ^^^"]),
        ("f()", 4, 4, ["1 | f()", "  |    ^"]),
        ("f()", 9, 12, ["1 | f()", "  |         ^"]),
        ("", 1, 1, ["1 |", "  | ^"]),
    ],
)
def test_marks_stand_below_the_span(
    line: str, column: int, end_column: int, expected: list[str]
) -> None:
    assert _underlined(line, column, end_column) == expected


def test_blank_lines_inside_a_span_are_not_marked() -> None:
    assert excerpt(Span(1, 1, 3, 2), ["f(", "", ")"]) == [
        "  |",
        "1 | f(",
        "  | ^^",
        "2 |",
        "3 | )",
        "  | ^",
    ]


def test_a_span_that_ends_before_a_line_leaves_it_out() -> None:
    assert excerpt(Span(1, 1, 2, 1), ["pass  # why", "x = 1"]) == [
        "  |",
        "1 | pass  # why",
        "  | ^^^^^^^^^^^",
    ]


@pytest.mark.parametrize("source", [[], ["one line"]])
def test_lines_that_are_gone_are_not_shown(source: list[str]) -> None:
    assert excerpt(Span(5, 1, 6, 2), source) == []
