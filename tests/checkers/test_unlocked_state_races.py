"""Each shape that is reported loses something when two tasks run it, and none of its mends does."""

import asyncio
import textwrap
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from backend_gates import checkers
from backend_gates.run import Run, Task, report

RULE = "unlocked-state-across-await"
ROUTE = """

    from fastapi import FastAPI
    app = FastAPI()
    shared = Shared()

    @app.get("/")
    async def read():
        await shared.work()
"""
HEAD = """\
    import asyncio

    made = []

    async def make():
        await asyncio.sleep(0)
        made.append(object())
        return made[-1]

"""


class Shape(NamedTuple):
    """The body of a method, and what of its object tells how often the work was done."""

    body: str
    done: Callable[[Any], int]
    right: int


def connections(shared: Any) -> int:  # noqa: ANN401  its class is made by the test
    return len(shared.made)


def total(shared: Any) -> int:  # noqa: ANN401  likewise
    return int(shared.total)


def guests(shared: Any) -> int:  # noqa: ANN401  likewise
    return len(shared.guests)


RACES = {
    "checked": Shape(
        "if self.connection is None:\n    self.connection = await make()", connections, 1
    ),
    "returned early": Shape(
        "if self.connection is not None:\n    return\nself.connection = await make()",
        connections,
        1,
    ),
    "checked by a name": Shape(
        "found = self.connection\n"
        "if found is None:\n    found = await make()\n    self.connection = found",
        connections,
        1,
    ),
    "checked before the lock": Shape(
        "if self.connection is None:\n"
        "    async with self.lock:\n        self.connection = await make()",
        connections,
        1,
    ),
    "checked by key": Shape(
        'key = "orders"\nif key not in self.sessions:\n    self.sessions[key] = await make()',
        connections,
        1,
    ),
    "begun": Shape(
        "if self.started:\n    return\nawait make()\nself.started = True", connections, 1
    ),
    "limited": Shape(
        "if len(self.guests) >= 1:\n    return\nawait make()\nself.guests.append(1)", guests, 1
    ),
    "counted up to": Shape(
        "if self.total >= 1:\n    return\nawait make()\nself.total += 1", total, 1
    ),
    "copied": Shape("before = self.total\nawait make()\nself.total = before + 1", total, 2),
    "added to": Shape(
        "async def one():\n    await make()\n    return 1\nself.total += await one()", total, 2
    ),
    "computed with": Shape(
        "async def one():\n    await make()\n    return 1\nself.total = self.total + await one()",
        total,
        2,
    ),
}

MENDS = {
    "under a lock": Shape(
        "async with self.lock:\n"
        "    if self.connection is None:\n        self.connection = await make()",
        connections,
        1,
    ),
    "asked again under the lock": Shape(
        "if self.connection is None:\n"
        "    async with self.lock:\n"
        "        if self.connection is None:\n            self.connection = await make()",
        connections,
        1,
    ),
    "begun before the wait": Shape(
        "if self.started:\n    return\nself.started = True\nawait make()", connections, 1
    ),
    "a task in flight": Shape(
        "if self.task is None:\n    self.task = asyncio.create_task(make())\nawait self.task",
        connections,
        1,
    ),
    "added after the wait": Shape("await make()\nself.total += 1", total, 2),
    "counted before the wait": Shape(
        "if self.total >= 1:\n    return\nself.total += 1\nawait make()", total, 1
    ),
}


def program(shape: Shape) -> str:
    """A class whose method `work` is the shape."""
    fields = """\
    class Shared:
        def __init__(self):
            self.connection = self.task = None
            self.made = made
            self.started = False
            self.total = 0
            self.sessions = {}
            self.guests = []
            self.lock = asyncio.Lock()

        async def work(self):
"""
    body = textwrap.indent(shape.body, " " * 12)
    return textwrap.dedent(f"{HEAD}{fields}{body}\n")


async def run_twice(make: Callable[[], Any]) -> Any:  # noqa: ANN401  likewise
    shared = make()
    work: Callable[[], Coroutine[Any, Any, None]] = shared.work
    await asyncio.gather(work(), work())
    return shared


def done_by_two_tasks(shape: Shape) -> int:
    names: dict[str, Any] = {}
    exec(program(shape), names)  # noqa: S102  the shape is the test's own
    return shape.done(asyncio.run(run_twice(names["Shared"])))


def found(shape: Shape, folder: Path) -> list[str]:
    file = folder / "service.py"
    file.write_text(program(shape) + textwrap.dedent(ROUTE), "utf-8")
    checker = checkers.load(RULE)
    task = Task(checker, checker.options(), frozenset({"service.py"}))
    result = report(Run((task,), folder))
    assert () == result.failures
    return [finding.scope for finding in result.findings]


@pytest.mark.parametrize("name", RACES)
def test_a_reported_shape_loses_something(name: str, tmp_path: Path) -> None:
    shape = RACES[name]
    assert shape.right != done_by_two_tasks(shape)
    assert ["Shared.work"] == found(shape, tmp_path)


@pytest.mark.parametrize("name", MENDS)
def test_a_mend_loses_nothing_and_is_silent(name: str, tmp_path: Path) -> None:
    shape = MENDS[name]
    assert shape.right == done_by_two_tasks(shape)
    assert [] == found(shape, tmp_path)
