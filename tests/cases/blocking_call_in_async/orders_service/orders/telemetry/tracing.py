import functools
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

logger = logging.getLogger(__name__)
AUDIT = Path("/var/log/orders/audit.log")


@contextmanager
def span(name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    logger.debug("%s took %.3f s", name, time.perf_counter() - started)


@contextmanager
def exported_span(name: str) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        _export(name, time.perf_counter() - started)


def _export(name: str, seconds: float) -> None:
    requests.post("http://collector.internal/v1/spans", json={name: seconds}, timeout=1)


def timed(function: Callable) -> Callable:
    @functools.wraps(function)
    def wrapper(*args: object, **kwargs: object) -> object:
        with span(function.__name__):
            return function(*args, **kwargs)

    return wrapper


def audited(function: Callable) -> Callable:
    """Note each call before it is made."""

    @functools.wraps(function)
    def wrapper(*args: object, **kwargs: object) -> object:
        write_audit(function.__name__)
        return function(*args, **kwargs)

    return wrapper


def audited_async(function: Callable) -> Callable:
    @functools.wraps(function)
    async def wrapper(*args: object, **kwargs: object) -> object:
        write_audit(function.__name__)  # error: blocking-call-in-async pathlib.Path.open
        return await function(*args, **kwargs)  # ok: awaited

    return wrapper


def write_audit(line: str) -> None:
    with AUDIT.open("a") as file:
        file.write(f"{line}\n")


def note(line: str) -> None:
    logger.info(line)
