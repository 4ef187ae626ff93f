import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def backoff(attempt: int) -> float:
    return min(2**attempt, 30) * random.random()


def pause(attempt: int) -> None:
    time.sleep(backoff(attempt))


def retrying(times: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Try again after a while; for code in threads."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            for attempt in range(times - 1):
                try:
                    return function(*args, **kwargs)
                except OSError:
                    pause(attempt)
            return function(*args, **kwargs)

        return wrapper

    return decorate


def attempt_twice(function: Callable[[], R]) -> R:
    try:
        return function()
    except OSError:
        return function()
