from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ContextDecorator, contextmanager

from orders.common.counters import store

_lock = threading.Lock()


class Lease:
    """Held by one process at a time; asked for by `with`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> Lease:
        while not store().set(f"lease:{self.name}", "1", nx=True, ex=30):
            time.sleep(0.1)
        return self

    def __exit__(self, *failure: object) -> None:
        store().delete(f"lease:{self.name}")


class LocalLease(ContextDecorator):
    """Held by one thread at a time, never waited for."""

    def __enter__(self) -> bool:
        return _lock.acquire(blocking=False)

    def __exit__(self, *failure: object) -> None:
        _lock.release()


@contextmanager
def leased(name: str) -> Iterator[Lease]:
    with Lease(name) as lease:
        yield lease


def try_lock() -> bool:
    return _lock.acquire(blocking=False)


def lock() -> bool:
    return _lock.acquire()


def keeper(name: str) -> Callable[[], None]:
    """A function that keeps the lease, to be called now and then."""

    def keep() -> None:
        store().expire(f"lease:{name}", 30)

    return keep


def kept(name: str) -> bool:
    def ask() -> bool:
        return bool(store().exists(f"lease:{name}"))

    return ask()


def oldest(names: list[str]) -> str:
    return min(names, key=lambda name: store().ttl(f"lease:{name}"))
