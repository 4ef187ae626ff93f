from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Gates
    from tests.fixers.conftest import Mend

HEAD = """\
import {loop}
import functools

import requests
from sqlalchemy.orm import Session


def load(x, *y, **z):
    return requests.get(x)


async def f(x, y, session: Session):
"""


def in_function(body: str, loop: str = "asyncio") -> str:
    return HEAD.format(loop=loop) + indent(body, "    ") + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("requests.get(x)", "await asyncio.to_thread(requests.get, x)"),
        ("load(x, y, z=1)", "await asyncio.to_thread(load, x, y, z=1)"),
        ("load(*x, **y)", "await asyncio.to_thread(load, *x, **y)"),
        ("load( x )", "await asyncio.to_thread(load, x )"),
        ("load(x,)", "await asyncio.to_thread(load, x,)"),
        ("session.commit()", "await asyncio.to_thread(session.commit)"),
        ("session.commit(\n)", "await asyncio.to_thread(session.commit)"),
        ("session.commit(  # now\n)", "await asyncio.to_thread(session.commit,  # now\n)"),
        ("(load)(x)", "await asyncio.to_thread((load), x)"),
        ("return(load)(x)", "return await asyncio.to_thread((load), x)"),
        ("(load  # why\n)(x)", "await asyncio.to_thread((load  # why\n), x)"),
        ("load(x).text", "(await asyncio.to_thread(load, x)).text"),
        ("load(x)[0]", "(await asyncio.to_thread(load, x))[0]"),
        ("load(x)(y)", "(await asyncio.to_thread(load, x))(y)"),
        ("(load(x)).text", "(await asyncio.to_thread(load, x)).text"),
        ("x[load(x)]", "x[await asyncio.to_thread(load, x)]"),
        ("load(x) ** -load(y)", None),
        ("load(x).a = 1", "(await asyncio.to_thread(load, x)).a = 1"),
        ("del load(x).a", "del (await asyncio.to_thread(load, x)).a"),
        ("print(*load(x), **load(y))", None),
        ("x = [*load(x)]", "x = [*await asyncio.to_thread(load, x)]"),
        ("load(await x)", "await asyncio.to_thread(load, await x)"),
        ("load([i for i in x])", "await asyncio.to_thread(load, [i for i in x])"),
        ("load((i for i in x), y)", "await asyncio.to_thread(load, (i for i in x), y)"),
        ("load((i for i in x))", "await asyncio.to_thread(load, (i for i in x))"),
        ("[load(i) for i in x]", "[await asyncio.to_thread(load, i) for i in x]"),
        ("[i for i in x if load(i)]", "[i for i in x if await asyncio.to_thread(load, i)]"),
        ("{i: load(i) for i in x}", "{i: await asyncio.to_thread(load, i) for i in x}"),
        ("(i for i in x(load(x)))", "(i for i in x(await asyncio.to_thread(load, x)))"),
        ("for i in load(x).a: y()", "for i in (await asyncio.to_thread(load, x)).a: y()"),
        ("match load(x):\n    case 1: y()", None),
        ("async with x(load(y)): pass", "async with x(await asyncio.to_thread(load, y)): pass"),
        ("assert load(x), load(y)", None),
        ("raise load(x) from load(y)", None),
        ("load(load(x))", "await asyncio.to_thread(load, await asyncio.to_thread(load, x))"),
        (
            "y = load(\n    x,  # one\n    z=2,\n)",
            "y = await asyncio.to_thread(\n    load,\n    x,  # one\n    z=2,\n)",
        ),
        (
            "y = load(  # why\n        x\n    ).text",
            "y = (await asyncio.to_thread(\n        load,  # why\n        x\n    )).text",
        ),
        (
            "session.query(x).all()",
            "await asyncio.to_thread(session.query(x).all)",
        ),
        (
            "y = (\n    session.query(x)\n    .all()\n)",
            "y = (\n    await asyncio.to_thread(\n    session.query(x)\n    .all)\n)",
        ),
        (
            "requests.get(x).iter_content().__next__()",
            "(await asyncio.to_thread(requests.get, x)).iter_content().__next__()",
        ),
    ],
)
def test_a_call_is_handed_to_a_thread(mend: Mend, before: str, after: str | None) -> None:
    fixed = mend(in_function(before))
    if after is None:
        after = before.replace("load(x)", "await asyncio.to_thread(load, x)")
        after = after.replace("load(y)", "await asyncio.to_thread(load, y)")
    assert in_function(after) == fixed


@pytest.mark.parametrize(
    "body",
    [
        "with load(x): pass",
        "for i in load(x): pass",
        "[i for i in load(x)]",
        "[j for i in x for j in load(i)]",
        "load(i for i in x)",
        "any(load(i) for i in x)",
        "sorted(x, key=load)",
        "sorted(x, key=lambda i: load(i))",
        'f"{load(x)}"',
        "@load(x)\ndef g(): pass",
        "input()",
        "import sqlite3\ny = sqlite3.connect(x)",
        "import threading\nthreading.Lock().acquire()",
        "asyncio = x\nload(y)",
        "import threading\nlock = threading.Lock()\nwith lock:\n    await y\n    load(x)",
    ],
)
def test_what_a_thread_cannot_do_stays(mend: Mend, body: str) -> None:
    assert in_function(body) == mend(in_function(body))


def test_without_unsafe_fixes_nothing_is_handed_over(mend: Mend) -> None:
    text = in_function("load(x)")
    assert text == mend(text, unsafe=False)


@pytest.mark.parametrize("loop", ["anyio", "trio"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("load(x, *y)", "await {loop}.to_thread.run_sync(load, x, *y)"),
        ("load(x, z=y)", "await {loop}.to_thread.run_sync(functools.partial(load, x, z=y))"),
        ("load(**x).a", "(await {loop}.to_thread.run_sync(functools.partial(load, **x))).a"),
        ("functools = y\nload(z=x)", "functools = y\nload(z=x)"),
    ],
)
def test_other_loops_take_no_keywords(mend: Mend, loop: str, before: str, after: str) -> None:
    assert in_function(after.format(loop=loop), loop) == mend(in_function(before, loop))


def test_names_that_the_file_has_already(mend: Mend) -> None:
    head = "from functools import partial\n\nimport requests\nfrom anyio import to_thread\n\n\n"
    text = f"{head}async def f(x):\n    requests.get(x, timeout=1)\n"
    call = "await to_thread.run_sync(partial(requests.get, x, timeout=1))"
    wanted = text.replace("requests.get(x, timeout=1)", call)
    assert wanted == mend(text)


CHAIN = """\
import asyncio
import urllib.request


async def f(x, y):
    {}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "urllib.request.urlopen(x).read()",
            "await asyncio.to_thread(lambda: urllib.request.urlopen(x).read())",
        ),
        (
            "y(urllib.request.urlopen(x).read().decode())",
            "y((await asyncio.to_thread(lambda: urllib.request.urlopen(x).read())).decode())",
        ),
        (
            "urllib.request.urlopen(\n        x\n    ).read()",
            "await asyncio.to_thread(lambda: urllib.request.urlopen(\n        x\n    ).read())",
        ),
        (
            "urllib.request.urlopen(open(x)).read()",
            "await asyncio.to_thread(lambda: urllib.request.urlopen(open(x)).read())",
        ),
        ("urllib.request.urlopen(\r\n        x\n    ).read()", None),
        ("urllib.request.urlopen(await x).read()", None),
        ("urllib.request.urlopen((y := x)).read()", None),
        ("urllib.request.urlopen((yield)).read()", None),
        ("urllib.request.urlopen(super().x).read()", None),
    ],
)
def test_a_chain_that_waits_twice_goes_whole(mend: Mend, before: str, after: str | None) -> None:
    text = CHAIN.format(before)
    assert (text if after is None else CHAIN.format(after)) == mend(text)


HELPER = """\
import asyncio
import contextvars

import requests

name = contextvars.ContextVar("name")


class Client:
    def __init__(self, x):
        requests.get(x)

    def __call__(self, x):
        requests.get(x)

    @property
    def answer(self):
        return requests.get("x")


def again(x):
    requests.get(x)
    return again(x)


def on_the_loop(x):
    requests.get(x)
    return schedule(x)


def schedule(x):
    return asyncio.create_task(x)


def setting(x):
    name.set(x)
    requests.get(x)


def generated(x):
    yield requests.get(x)


async def f(x, client: Client):
    {}
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Client(x)", "await asyncio.to_thread(Client, x)"),
        ("client(x)", "await asyncio.to_thread(client, x)"),
        ("again(x)", "await asyncio.to_thread(again, x)"),
        ("client.answer", None),
        ("on_the_loop(x)", None),
        ("setting(x)", None),
        ("list(generated(x))", None),
    ],
)
def test_a_helper_is_handed_over_where_it_can_be(
    mend: Mend, before: str, after: str | None
) -> None:
    text = HELPER.format(before)
    assert (text if after is None else HELPER.format(after)) == mend(text)


def test_a_call_of_super_is_looked_up_outside(mend: Mend) -> None:
    text = (
        "import asyncio\n\nimport requests\n\n\n"
        "class A:\n    def load(self, x):\n        requests.get(x)\n\n\n"
        "class B(A):\n    async def f(self, x):\n        super().load(x)\n"
    )
    assert text.replace("super().load(x)", "await asyncio.to_thread(super().load, x)") == mend(text)


def test_what_the_settings_call_blocking_is_handed_over(gates: Gates, project: Path) -> None:
    settings = '[tool.backend-gates.blocking-call-in-async]\nblocking = ["acme.fetch"]\n'
    (project / "pyproject.toml").write_text(settings)
    file = project / "app.py"
    file.write_text("import acme\nimport asyncio\n\n\nasync def f():\n    acme.fetch(1)\n")
    gates("blocking-call-in-async", "--fix", "--unsafe-fixes", "app.py")
    assert file.read_text().endswith("    await asyncio.to_thread(acme.fetch, 1)\n")
