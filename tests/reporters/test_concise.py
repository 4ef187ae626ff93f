from collections.abc import Callable, Sequence

import pytest

from backend_gates.model import Failure, Finding, Report, Span
from backend_gates.reporters import FORMATS, render


def test_one_line_for_each_finding_and_failure(
    report: Report, lines: Callable[[str], Sequence[str]]
) -> None:
    text = render("concise", report, lines)
    assert text.splitlines() == [
        (
            "app/routes.py:4:15: blocking-call-in-async `client.load` blocks the event loop"
            " [unsafe fix]"
        ),
        "app/routes.py:5:5: swallowed-exception nobody can know that this failed [fix]",
        "gone.py:7:1: query-in-loop one query for each order",
        "latin.py: error: not UTF-8: save it as UTF-8",
        "app/routes.py:3:1: error: invalid syntax",
    ]


def test_control_characters_cannot_forge_a_line(lines: Callable[[str], Sequence[str]]) -> None:
    finding = Finding("a\n::error::b.py", Span(1, 1, 1, 2), "x", "red \x1b[31m and \u202e back")
    text = render("concise", Report((finding,), (Failure("\udcff.py", None, "odd"),)), lines)
    assert text == (
        "a\\n::error::b.py:1:1: x red \\x1b[31m and \\u202e back\n\\udcff.py: error: odd\n"
    )


@pytest.mark.parametrize("name", ["concise", "full", "github"])
def test_nothing_is_said_of_a_clean_run(name: str, lines: Callable[[str], Sequence[str]]) -> None:
    assert render(name, Report(()), lines) == ""


def test_an_unknown_format_is_refused(lines: Callable[[str], Sequence[str]]) -> None:
    with pytest.raises(ValueError, match="unknown output format 'os': one of concise, full"):
        render("os", Report(()), lines)
    assert len(set(FORMATS)) == 8
