"""Helpers that ask whether a loop runs, before they wait."""

import asyncio
import concurrent.futures


def running_loop() -> asyncio.AbstractEventLoop | None:
    """The running loop, if there is one."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def some_loop() -> asyncio.AbstractEventLoop | None:
    return None


def drain(futures: list[concurrent.futures.Future[None]]) -> object:
    if running_loop() is not None:
        return asyncio.wait([asyncio.wrap_future(each) for each in futures])
    return concurrent.futures.wait(futures)


def drain_or_else(futures: list[concurrent.futures.Future[None]]) -> object:
    if running_loop():
        found = asyncio.wait([asyncio.wrap_future(each) for each in futures])
    else:
        found = concurrent.futures.wait(futures)
    return found


def drain_without(futures: list[concurrent.futures.Future[None]]) -> object:
    if running_loop() is None:
        return concurrent.futures.wait(futures)
    return None


def drain_on_the_loop(futures: list[concurrent.futures.Future[None]]) -> object:
    if running_loop() is not None:
        return concurrent.futures.wait(futures)
    return None


def drain_anyhow(futures: list[concurrent.futures.Future[None]]) -> object:
    if some_loop() is not None:
        return None
    return concurrent.futures.wait(futures)


async def stop(futures: list[concurrent.futures.Future[None]]) -> None:
    drain(futures)  # ok: only waits where no loop runs
    drain_or_else(futures)  # ok: likewise
    drain_without(futures)  # ok: likewise
    drain_on_the_loop(futures)  # error: blocking-call-in-async concurrent.futures.wait
    drain_anyhow(futures)  # error: blocking-call-in-async concurrent.futures.wait
