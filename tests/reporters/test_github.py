from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from backend_gates.model import Finding, Report, Span
from backend_gates.reporters import render

Lines = Callable[[str], Sequence[str]]


def test_annotations_carry_place_call_path_and_fix(
    report: Report, lines: Lines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    root = tmp_path.as_posix()
    title = "title=backend-gates"
    assert render("github", report, lines).splitlines() == [
        (
            f"::error {title} (blocking-call-in-async),file={root}/app/routes.py,"
            "line=4,col=15,endLine=4,endColumn=29::app/routes.py:4:15: blocking-call-in-async "
            "`client.load` blocks the event loop%0A  1. clients/http.py:3:12: `requests.get` waits "
            "here%0A  help: Wrap it in a thread (--fix --unsafe-fixes)"
        ),
        (
            f"::error {title} (swallowed-exception),file={root}/app/routes.py,line=5,endLine=12"
            "::app/routes.py:5:5: swallowed-exception nobody can know that this failed"
            "%0A  help: Raise it again (--fix)"
        ),
        (
            f"::error {title} (query-in-loop),file={root}/gone.py,line=7,col=1,endLine=7,"
            "endColumn=2::gone.py:7:1: query-in-loop one query for each order"
        ),
        (
            f"::error {title} (unchecked-file),file={root}/latin.py"
            "::latin.py: not UTF-8: save it as UTF-8"
        ),
        (
            f"::error {title} (unchecked-file),file={root}/app/routes.py,"
            "line=3,col=1,endLine=3,endColumn=1::app/routes.py:3:1: invalid syntax"
        ),
    ]


def test_what_the_command_syntax_owns_is_escaped(lines: Lines) -> None:
    finding = Finding("/a:b,c%\r\n.py", Span(1, 1, 1, 2), "x", "50%: a, b\r\n::error::c")
    text = render("github", Report((finding,)), lines)
    assert text == (
        "::error title=backend-gates (x),file=/a%3Ab%2Cc%25%0D%0A.py,line=1,col=1,endLine=1,"
        "endColumn=2::/a:b,c%25\\r\\n.py:1:1: x 50%25: a, b%0D%0A::error::c\n"
    )
