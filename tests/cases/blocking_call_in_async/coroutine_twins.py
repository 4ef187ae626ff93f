"""Functions with a coroutine twin that a decorator calls in their place, on a running loop."""

from collections.abc import Callable

import requests


def dispatch(twin: object) -> Callable[[object], object]:
    return lambda function: function


def logged(twin: object) -> Callable[[object], object]:
    return lambda function: function


async def aload(name: str) -> None: ...


@dispatch(aload)
def load(name: str) -> bytes:
    return requests.get(name).content


async def _load_table_async(name: str) -> None: ...


@dispatch(twin=_load_table_async)
def _load_table(name: str) -> bytes:
    return requests.get(name).content


async def on_error() -> None: ...


@logged(on_error)
def fetch(name: str) -> bytes:
    return requests.get(name).content


class Store:
    async def aread(self) -> None: ...

    @dispatch(aread)
    def read(self) -> bytes:
        return requests.get("https://store.internal").content


def both(name: str) -> None:
    load(name)
    _load_table(name)


async def report(store: Store) -> None:
    load("a")  # ok: the loop is given the coroutine of aload
    both("a")  # ok: likewise, from a helper
    store.read()  # ok: likewise, a method
    reading = store.read()  # ok: likewise, awaited later
    await reading
    fetch("a")  # error: blocking-call-in-async requests.get
