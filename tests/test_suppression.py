from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Gates

    Check = Callable[..., list[str]]

CHECK = "blocking-call-in-async"
HEAD = "import time\n\n\n"


@pytest.fixture
def check(gates: Gates, project: Path) -> Check:
    """What is said of a file: lines and rules."""

    def run(text: str, *arguments: str) -> list[str]:
        (project / "app.py").write_text(text.replace("[CHECK", f"[{CHECK}"))
        said = gates(CHECK, "--output-format=concise", *arguments, "app.py")
        return [line.removeprefix("app.py:") for line in said.out.splitlines()]

    return run


@pytest.mark.parametrize(
    "text",
    [
        "async def f():\n    time.sleep(1)  # gates: ignore[CHECK] known\n",
        "async def f():\n    # gates: ignore[CHECK]\n    time.sleep(1)\n",
        "async def f():\n    # gates: ignore[CHECK]\n\n    # why\n    time.sleep(1)\n",
        "async def f():\n    time.sleep(\n        1\n    )  # gates: ignore[CHECK]\n",
        "async def f():  # gates: ignore[CHECK] all\n    x = 1\n    time.sleep(x)\n",
        "# gates: ignore[CHECK]\nasync def f():\n    x = 1\n    time.sleep(x)\n",
        "# gates: ignore[CHECK]\n@d\nasync def f():\n    x = 1\n    time.sleep(x)\n",
        "@d\nasync def f():  # gates: ignore[CHECK]\n    x = 1\n    time.sleep(x)\n",
        "# gates: ignore-file[CHECK] old\n\n\nasync def f():\n    time.sleep(1)\n",
        "async def f():\n    time.sleep(1)  # noqa  # gates: ignore[CHECK] known\n",
    ],
    ids=[
        "on the line",
        "on the line above",
        "above other comments",
        "on the last line of the call",
        "on the def",
        "above the def",
        "above the decorator",
        "on a decorated def",
        "for the file",
        "behind another comment",
    ],
)
def test_suppressed(check: Check, text: str) -> None:
    assert [] == check(HEAD + text)


def test_a_suppression_speaks_for_its_own_place_alone(check: Check) -> None:
    said = check(
        HEAD + "async def f():\n"
        "    time.sleep(1)  # gates: ignore[CHECK] known\n"
        "    time.sleep(2)\n"
    )
    assert ["6:5"] == [line.split(": ")[0] for line in said]


def test_a_string_is_no_comment(check: Check) -> None:
    said = check(HEAD + 'async def f():\n    time.sleep("# gates: ignore[CHECK]")\n')
    assert 1 == len(said)


@pytest.mark.parametrize(
    ("comment", "rule", "message"),
    [
        ("# gates: ignore", "invalid-suppression", "name the check"),
        ("# gates: ignore[]", "invalid-suppression", "name the check"),
        ("# gates: ignore[blocking-cal-in-async]", "invalid-suppression", "did you mean"),
        ("# gates: ignore[ruff-check]", "invalid-suppression", "comments of its own"),
        ("# gates: ignore[CHECK]", "unused-suppression", "reports nothing here"),
        ("# gates: ignore-file[CHECK]", "unused-suppression", "nothing here"),
    ],
)
def test_a_suppression_that_does_nothing_is_reported_and_removed(
    check: Check, project: Path, comment: str, rule: str, message: str
) -> None:
    (said,) = check(f"x = 1  {comment} because\ny = 2\n")
    assert said.startswith(f"1:8: {rule} ")
    assert message in said
    assert [] == check(f"x = 1  {comment} because\ny = 2\n", "--fix")[1:]
    assert "x = 1\ny = 2\n" == (project / "app.py").read_text()


def test_one_of_several_ids_is_removed(check: Check, project: Path) -> None:
    text = HEAD + "async def f():\n    time.sleep(1)  # gates: ignore[CHECK, nope] x\n"
    (said,) = check(text)
    assert "unknown check `nope`" in said
    check(text, "--fix")
    expected = f"time.sleep(1)  # gates: ignore[{CHECK}] x\n"
    assert expected in (project / "app.py").read_text()


def test_a_comment_line_of_its_own_goes_with_its_line_end(check: Check, project: Path) -> None:
    check("x = 1\n# gates: ignore[nope]\ny = 2\n", "--fix")
    assert "x = 1\ny = 2\n" == (project / "app.py").read_text()


def test_the_last_line_without_an_end(check: Check, project: Path) -> None:
    check("x = 1\n# gates: ignore[nope]", "--fix")
    assert "x = 1\n" == (project / "app.py").read_text()


def test_another_checks_suppression_is_left_alone(check: Check) -> None:
    assert [] == check("x = 1  # gates: ignore[business-logic-in-route-handler] moved soon\n")
