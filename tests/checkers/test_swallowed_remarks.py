"""Which comments explain an `except`."""

from __future__ import annotations

import pytest

from backend_gates.checkers._swallowed.remarks import is_explained
from backend_gates.syntax.source import split_lines

EXPLAINED = [
    "try:\n    a()\nexcept Exception:  # nobody waits for it\n    pass\n",
    "try:\n    a()\nexcept Exception:\n    # nobody waits for it\n    pass\n",
    "try:\n    a()\nexcept Exception:\n    pass\n\n    # nobody waits for it\n",
    "try:\n    a()\n# nobody waits for it\nexcept Exception:\n    pass\n",
    "try:\n    a()\nexcept Exception:  # noqa: BLE001, S110 - nobody waits\n    pass\n",
    "try:\n    a()\nexcept Exception:  # pragma: no cover  # nobody waits\n    pass\n",
    "try:\n    a()\nexcept (\n    Exception\n):\n    pass  # nobody waits\n",
    "try:\r\n    a()\r\nexcept Exception:\r\n    pass  # nobody waits\r\n",
    "try:\n    a()\nexcept Exception:\n    b('#', \"it's\")  # nobody waits\n",
    "try:\n    a()\nexcept Exception:\n    # continue with the rest\n    pass\n",
    "# best-effort\ntry:\n    a()\nexcept Exception:\n    pass\n",
    "try:\n    # may fail\n    a()\nexcept Exception:\n    pass\n",
    "try:\n    a()\nexcept Exception:\n    log.debug('no rate, using the last one')\n",
    "try:\n    a()\nexcept Exception as e:\n    log.info(\n        f'{e}, will retry',\n    )\n",
]

EXPLAINED_LOSSES = [
    "with suppress(Exception):  # a failure is nobody's concern\n    a()\n",
    "# return exceptions to the caller of none\nawait asyncio.gather(*a, return_exceptions=True)\n",
    "await gather(\n    a(),  # may fail\n    return_exceptions=True,\n)\n",
]

UNEXPLAINED_LOSSES = [
    "# tell the others\nwith suppress(Exception):\n    a()\n",
    "# TODO look at errors\nawait gather(a(), return_exceptions=True)\n",
    "await gather(a(), return_exceptions=True)\n# errors are logged below\n",
    "a()  # an error\n",
]

UNEXPLAINED = [
    "try:\n    # get the rates\n    a()\nexcept Exception:\n    pass\n",
    "# count the errors\n\ntry:\n    a()\nexcept Exception:\n    pass\n",
    "# count\ntry:\n    a()\nexcept Exception:\n    pass\n",
    "try:\n    a()  # nobody waits for it\nexcept Exception:\n    pass\n",
    "try:\n    a()\nexcept Exception:\n    pass\n# what comes next\nb()\n",
    "try:\n    a()\nexcept Exception:  # noqa: BLE001\n    pass\n",
    "try:\n    a()\nexcept Exception:  # pragma: no cover\n    pass  # nosec B110\n",
    "try:\n    a()\nexcept Exception:  # type: ignore[misc]\n    pass\n",
    "try:\n    a()\nexcept Exception:  # pylint: disable=broad-except\n    pass\n",
    "try:\n    a()\nexcept Exception:\n    pass  # TODO handle this\n",
    "try:\n    a()\nexcept Exception:\n    # raise\n    # log.error('failed')\n    pass\n",
    "try:\n    a()\nexcept Exception:\n    # ------\n    pass\n",
    "try:\n    a()\nexcept Exception as e:\n    log.debug(f'unexpected error: {e}')\n",
    'try:\n    a()\nexcept Exception:\n    b(\'# no comment\', """\n    # none\n    """)\n',
]


def explained(text: str) -> list[str]:
    """What stands on the lines of attempts and gathers that are explained."""
    lines = split_lines(text)
    found = ("except", "suppress(", "gather(")
    asked = [
        line for line in range(1, len(lines) + 1) if any(each in lines[line - 1] for each in found)
    ]
    return [lines[line - 1] for line in asked if is_explained(lines, line)]


@pytest.mark.parametrize("text", EXPLAINED)
def test_a_comment_in_words_explains(text: str) -> None:
    (line,) = explained(text)
    assert line.startswith("except")


@pytest.mark.parametrize("text", UNEXPLAINED)
def test_what_is_no_reason_explains_nothing(text: str) -> None:
    assert explained(text) == []


@pytest.mark.parametrize("text", EXPLAINED_LOSSES)
def test_a_comment_about_failures_explains_a_loss(text: str) -> None:
    (line,) = explained(text)
    assert "(" in line


@pytest.mark.parametrize("text", UNEXPLAINED_LOSSES)
def test_a_comment_about_the_work_explains_no_loss(text: str) -> None:
    assert explained(text) == []


def test_a_file_that_became_shorter_explains_nothing() -> None:
    assert not is_explained([], 3)


def test_each_handler_stands_for_itself() -> None:
    text = """
try:
    a()
except ValueError:
    try:
        b()
    except Exception:  # b is only a hint
        pass
except Exception:
    pass
"""
    assert explained(text) == ["except ValueError:", "    except Exception:  # b is only a hint"]
