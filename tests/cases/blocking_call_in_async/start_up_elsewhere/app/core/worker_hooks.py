import requests


async def begin(ctx: dict[str, object]) -> None:
    requests.get("https://rates.example/warm")  # ok: the worker runs it once


async def finish(ctx: dict[str, object]) -> None:
    requests.delete("https://rates.example/lease")  # ok: likewise


async def each(ctx: dict[str, object]) -> None:
    requests.get("https://rates.example/warm")  # error: blocking-call-in-async `requests.get()` blocks
