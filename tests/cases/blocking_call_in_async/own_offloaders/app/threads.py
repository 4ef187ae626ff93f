import functools
from collections.abc import Callable

from native_pool import submit


async def in_pool(function: Callable, *args: object) -> object:
    return await submit(function, args)


def in_a_process(function: Callable) -> Callable:
    """Its calls run in a process of the pool."""

    @functools.wraps(function)
    def wrapper(*args: object) -> object:
        return submit(function, args)

    return wrapper


class Pool:
    def spawn(self, function: Callable, *args: object) -> None:
        submit(function, args)
