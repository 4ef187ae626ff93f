"""A handler of `CancelledError` that lacks its `raise` gets one, and nothing else changes."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Gates

CHECK = "swallowed-exception"
WITH_A_TEST = """\
except asyncio.CancelledError as why:
    if why.args:
        log.info("a")
"""
HEAD = "import asyncio\nimport logging\n\nlog = logging.getLogger(__name__)\n\n\n"
LOOP = "async def relay(feed):\n    while True:\n        try:\n            await feed.refresh()\n"


@pytest.fixture
def mended(gates: Gates, project: Path) -> object:
    def run(text: str, *, unsafe: bool = False) -> str:
        file = project / "app.py"
        file.write_text(text, "utf-8", newline="")
        arguments = (CHECK, "--fix", *(["--unsafe-fixes"] if unsafe else []), "app.py")
        gates(*arguments)
        fixed = file.read_bytes()
        compile(fixed, "app.py", "exec")
        gates(*arguments)
        assert fixed == file.read_bytes()
        return fixed.decode()

    return run


def in_loop(handler: str) -> str:
    return HEAD + LOOP + indent(dedent(handler), " " * 8)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "except asyncio.CancelledError:\n    pass\n",
            "except asyncio.CancelledError:\n    raise\n",
        ),
        (
            "except asyncio.CancelledError:\n    continue  # next\n",
            "except asyncio.CancelledError:\n    raise  # next\n",
        ),
        (
            "except asyncio.CancelledError: pass\n",
            "except asyncio.CancelledError: raise\n",
        ),
        (
            'except asyncio.CancelledError: log.info("a"); log.info("b")\n',
            'except asyncio.CancelledError: log.info("a"); log.info("b"); raise\n',
        ),
        (
            'except asyncio.CancelledError:\n    log.info("a")  # why\n',
            'except asyncio.CancelledError:\n    log.info("a")  # why\n    raise\n',
        ),
        (
            WITH_A_TEST,
            WITH_A_TEST + "    raise\n",
        ),
        (
            'except asyncio.CancelledError:\n    log.info("a")',
            'except asyncio.CancelledError:\n    log.info("a")\n    raise',
        ),
    ],
)
def test_the_cancellation_is_raised_again(mended: Mended, before: str, after: str) -> None:
    assert in_loop(after) == mended(in_loop(before))


def test_line_ends_are_kept(mended: Mended) -> None:
    before = in_loop('except asyncio.CancelledError:\n    log.info("a")\n').replace("\n", "\r\n")
    after = in_loop('except asyncio.CancelledError:\n    log.info("a")\n    raise\n')
    assert after.replace("\n", "\r\n") == mended(before)


@pytest.mark.parametrize(
    "handler",
    [
        "except BaseException:\n    pass\n",
        "except:\n    pass\n",
        "except (asyncio.CancelledError, OSError):\n    pass\n",
        "except asyncio.CancelledError:\n    break\n",
        "except asyncio.CancelledError:\n    return\n",
    ],
)
def test_what_is_not_certain_is_left(mended: Mended, handler: str) -> None:
    assert in_loop(handler) == mended(in_loop(handler), unsafe=True)


def test_leaving_out_what_follows_is_unsafe(mended: Mended) -> None:
    handler = "except asyncio.CancelledError:\n    pass\n"
    behind = in_loop(handler) + "    await feed.flush()\n"
    assert behind == mended(behind)
    assert behind.replace("pass", "raise") == mended(behind, unsafe=True)


def test_handlers_beside_it_are_left(mended: Mended) -> None:
    text = in_loop(
        """\
        except OSError:
            pass
        except asyncio.CancelledError:
            pass
        """
    )
    assert text.replace("Error:\n            pass", "Error:\n            raise").replace(
        "OSError:\n            raise", "OSError:\n            pass"
    ) == mended(text)


if TYPE_CHECKING:
    from collections.abc import Callable

    Mended = Callable[..., str]
