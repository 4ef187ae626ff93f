from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.fixers.conftest import Mend

HEAD = """\
import asyncio
import functools
import time
from time import sleep, sleep as nap


async def f(x, y):
"""


def in_function(body: str) -> str:
    return HEAD + indent(body, "    ") + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("time.sleep(1)", "await asyncio.sleep(1)"),
        ("sleep(1)", "await asyncio.sleep(1)"),
        ("nap(x)", "await asyncio.sleep(x)"),
        ("s = time.sleep\ns(2)", "s = time.sleep\nawait asyncio.sleep(2)"),
        ("y = time.sleep(x)", "y = await asyncio.sleep(x)"),
        ("return time.sleep(x)", "return await asyncio.sleep(x)"),
        ("x and time.sleep(1) or y", "x and await asyncio.sleep(1) or y"),
        ("not time.sleep(1)", "not await asyncio.sleep(1)"),
        ("if (y := time.sleep(1)): pass", "if (y := await asyncio.sleep(1)): pass"),
        ("y(time.sleep(1), *x)", "y(await asyncio.sleep(1), *x)"),
        ("[time.sleep(i) for i in x]", "[await asyncio.sleep(i) for i in x]"),
        ("time.sleep(\n    1,  # a second\n)", "await asyncio.sleep(\n    1,  # a second\n)"),
        ("time . sleep (1)", "await asyncio.sleep (1)"),
        ("if x: time.sleep(1); y()", "if x: await asyncio.sleep(1); y()"),
        ("while time.sleep(1):\n\ty()", "while await asyncio.sleep(1):\n\ty()"),
        ("async with y:\n    sleep(1)", "async with y:\n    await asyncio.sleep(1)"),
        (
            "try:\n    x()\nfinally:\n    sleep(1)",
            "try:\n    x()\nfinally:\n    await asyncio.sleep(1)",
        ),
        ("async def g():\n    sleep(1)", "async def g():\n    await asyncio.sleep(1)"),
    ],
)
def test_a_sleep_is_awaited(mend: Mend, before: str, after: str) -> None:
    assert in_function(after) == mend(in_function(before), unsafe=False)


@pytest.mark.parametrize(
    "body",
    [
        "(time.sleep)(1)",
        "time.sleep(*x)",
        "functools.partial(time.sleep, 1)()",
        "time.sleep(1).real",
        'f"{time.sleep(1)}"',
        "sorted(x, key=lambda n: time.sleep(n))",
        "any(time.sleep(i) for i in x)",
        "[[time.sleep(i) for i in row] for row in x]",
        "list(map(time.sleep, x))",
        "def g(n=time.sleep(1)): pass",
        "class A:\n    time.sleep(1)",
        "y: time.sleep(1) = x",
        "import threading\nlock = threading.Lock()\nwith lock:\n    y = await x\n    time.sleep(1)",
        "asyncio = x\nsleep(1)",
    ],
)
def test_what_cannot_be_awaited_stays(mend: Mend, body: str) -> None:
    assert in_function(body) == mend(in_function(body))


def test_inside_a_with_it_is_unsafe(mend: Mend) -> None:
    text = in_function("with x:\n    time.sleep(1)")
    assert text == mend(text, unsafe=False)
    assert text.replace("time.sleep", "await asyncio.sleep") == mend(text)


def test_a_helper_that_sleeps_is_no_sleep(mend: Mend) -> None:
    text = "import time\n\n\ndef pause():\n    time.sleep(1)\n\n\nasync def f():\n    pause()\n"
    assert text == mend(text, unsafe=False)
    wanted = f"import asyncio\n{text}".replace("    pause()", "    await asyncio.to_thread(pause)")
    assert wanted == mend(text)


@pytest.mark.parametrize(
    ("imported", "call"),
    [
        ("import anyio", "anyio.sleep"),
        ("import trio", "trio.sleep"),
        ("import asyncio as aio", "aio.sleep"),
        ("import asyncio.subprocess", "asyncio.sleep"),
        ("from asyncio import sleep", "sleep"),
        ("from anyio import sleep as rest, Path", "rest"),
        ("import trio.testing, os", "trio.sleep"),
    ],
)
def test_the_words_of_the_files_own_event_loop(mend: Mend, imported: str, call: str) -> None:
    text = f"{imported}\nimport time\n\n\nasync def f():\n    time.sleep(1)\n"
    assert text.replace("time.sleep(1)", f"await {call}(1)") == mend(text)


@pytest.mark.parametrize("handler", ["finally", "except", "except BaseException"])
@pytest.mark.parametrize("inner", ["if x:\n            ", ""], ids=["below", "directly"])
def test_a_cancelled_task_of_anyio_awaits_no_cleanup(mend: Mend, handler: str, inner: str) -> None:
    body = f"    try:\n        x()\n    {handler}:\n        {inner}time.sleep(1)\n"
    head = "import time\n\n{}\n\n\nasync def f(x):\n"
    for loop in ("import anyio", "from trio import Nursery"):
        text = head.format(loop) + body
        assert text == mend(text)
    text = head.format("import asyncio") + body
    assert text.replace("time.sleep", "await asyncio.sleep") == mend(text)


@pytest.mark.parametrize(
    ("caught", "stays"),
    [
        ("anyio.get_cancelled_exc_class()", True),
        ("(ValueError, asyncio.CancelledError)", True),
        ("ValueError", False),
        ("(ValueError, x.Error)", False),
    ],
)
def test_what_an_except_catches_counts(mend: Mend, caught: str, stays: bool) -> None:  # noqa: FBT001  a column
    body = f"    try:\n        x()\n    except {caught}:\n        time.sleep(1)\n"
    text = f"import asyncio\nimport time\n\nimport anyio\n\n\nasync def f(x):\n{body}"
    fixed = text if stays else text.replace("time.sleep", "await anyio.sleep")
    assert fixed == mend(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize(
    "head",
    ["", "\ufeff", "# -*- coding: utf-8 -*-\n", "\x0c", "#!/usr/bin/env python\n\x0c\n"],
    ids=["plain", "bom", "coding", "form feed", "form feed below"],
)
@pytest.mark.parametrize("last", ["\n", "", "  # no line end"])
def test_all_other_bytes_stay(mend: Mend, end: str, head: str, last: str) -> None:
    text = f"{head}import time\n\x0c\nasync def ü():\n\tx = '→'; time.sleep(1){last}"
    fixed = text.replace("time.sleep", "await asyncio.sleep")
    wanted = fixed.replace("import time", "import asyncio\nimport time", 1)
    if head == "\x0c":
        wanted = "import asyncio\n" + fixed
    assert wanted.replace("\n", end) == mend(text.replace("\n", end))
