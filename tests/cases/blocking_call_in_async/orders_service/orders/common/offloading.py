import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial, wraps
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

P = ParamSpec("P")
R = TypeVar("R")

pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="orders")


async def run_blocking(function: Callable[..., R], *args: object, **kwargs: object) -> R:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, partial(function, *args, **kwargs))  # ok: handed to a thread


def offloaded(function: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    """Make a sync function awaitable; its body runs in a thread."""

    @wraps(function)
    async def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return await run_in_threadpool(function, *args, **kwargs)  # ok: handed to a thread

    return wrapper


def fire_and_forget(function: Callable[P, R]) -> Callable[P, "Future[R]"]:
    """Start a function in a thread and go on."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        return pool.submit(function, *args, **kwargs)

    return wrapper


def wait_for(future: "Future[R]") -> R:
    return future.result(timeout=30)


def result_now(awaitable: Awaitable[R]) -> R:
    """For scripts: run a coroutine to its end."""
    return asyncio.run(_as_coroutine(awaitable))


async def _as_coroutine(awaitable: Awaitable[R]) -> R:
    return await awaitable
