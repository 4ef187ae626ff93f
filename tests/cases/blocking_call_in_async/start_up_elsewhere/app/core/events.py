from collections.abc import AsyncIterator, Awaitable, Callable

import requests


async def warm_up() -> None:
    requests.get("https://rates.example/warm")  # ok: another file registers it


async def called_as_function() -> None:
    requests.get("https://rates.example/warm")  # ok: likewise


async def by_key(_: object) -> AsyncIterator[None]:
    requests.get("https://rates.example/warm")  # ok: likewise
    yield


def make_closer(app: object) -> Callable[[], Awaitable[None]]:
    async def close() -> None:
        requests.delete("https://rates.example/lease")  # ok: likewise, made by a function

    return close


def more() -> list[Callable[[], Awaitable[None]]]:
    return []


async def never_registered() -> None:
    requests.get("https://rates.example/warm")  # error: blocking-call-in-async `requests.get()` blocks


async def startup() -> None:
    requests.get("https://rates.example/warm")  # error: blocking-call-in-async `requests.get()` blocks
