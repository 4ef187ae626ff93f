"""The knowledge behind the rule for `CancelledError`, seen to happen on a real event loop."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

TURNS = 3

Waiting = Callable[[asyncio.Event, asyncio.Event], Coroutine[Any, Any, str]]


async def _taken(started: asyncio.Event, released: asyncio.Event) -> str:
    started.set()
    while not released.is_set():
        try:
            await released.wait()
        # gates: ignore[swallowed-exception] the defect
        except asyncio.CancelledError:
            continue
    return "ended by itself"


async def _taken_barely(started: asyncio.Event, released: asyncio.Event) -> str:
    started.set()
    while not released.is_set():
        try:
            await released.wait()
        # gates: ignore[swallowed-exception] the defect
        except BaseException:  # noqa: BLE001, S112  likewise
            continue
    return "ended by itself"


async def _raised_again(started: asyncio.Event, released: asyncio.Event) -> str:
    started.set()
    steps = 0
    while not released.is_set():
        try:
            await released.wait()
        except asyncio.CancelledError:
            steps += 1
            raise
    return f"ended by itself after {steps}"


async def _broadly_caught(started: asyncio.Event, released: asyncio.Event) -> str:
    started.set()
    while not released.is_set():
        with contextlib.suppress(Exception):
            await released.wait()
    return "ended by itself"


async def _ended(coroutine: Waiting) -> bool:
    """Whether a task ends when it is cancelled, however often."""
    started, released = asyncio.Event(), asyncio.Event()
    task = asyncio.create_task(coroutine(started, released))
    await started.wait()
    for _ in range(TURNS):
        await asyncio.sleep(0)
        task.cancel()
    await asyncio.sleep(0)
    was_ended = task.done()
    released.set()
    task.cancel()
    await asyncio.wait({task})
    return was_ended


def test_a_task_that_takes_its_cancellation_cannot_be_cancelled() -> None:
    assert not asyncio.run(_ended(_taken))
    assert not asyncio.run(_ended(_taken_barely))


def test_a_task_that_raises_it_again_can() -> None:
    assert asyncio.run(_ended(_raised_again))


def test_exception_does_not_catch_it() -> None:
    assert asyncio.run(_ended(_broadly_caught))


def test_a_timeout_around_it_never_raises() -> None:
    """`wait_for` hands the result of a coroutine that took its cancellation on as a success."""

    async def swallowing() -> str:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return "as if it were done"
        return "done"

    async def raising() -> str:
        await asyncio.sleep(60)
        return "done"

    async def timed_out(coroutine: Awaitable[str]) -> bool:
        try:
            await asyncio.wait_for(coroutine, 0.001)
        except asyncio.TimeoutError:
            return True
        return False

    assert asyncio.run(timed_out(raising()))
    assert not asyncio.run(timed_out(swallowing()))


def test_unread_results_of_gather_lose_the_exception() -> None:
    complaints: list[object] = []

    async def failing() -> None:
        raise OSError("lost")

    async def run() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: complaints.append(context))
        await asyncio.gather(failing(), return_exceptions=True)

    asyncio.run(run())
    assert [] == complaints
