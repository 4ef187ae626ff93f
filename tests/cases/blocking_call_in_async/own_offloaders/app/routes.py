# options: offloaders = ["app.threads.in_pool", "app.threads.in_a_process", "app.threads.Pool.spawn", "acme_pool.run_sync"]
from functools import partial

import requests
from acme_pool import run_sync
from app.threads import Pool, in_a_process, in_pool

pool = Pool()


def load(url: str) -> str:
    return requests.get(url).text


@in_a_process
def load_in_a_process(url: str) -> str:
    return requests.get(url).text


async def by_name(url: str) -> None:
    await in_pool(load, url)  # ok: handed to an offloader
    await run_sync(load, url)  # ok: likewise
    pool.spawn(load, url)  # ok: likewise
    pool.spawn(requests.get, url)  # ok: likewise


async def by_partial_and_lambda(url: str) -> None:
    await in_pool(partial(load, url))  # ok: handed to an offloader
    await in_pool(lambda: load(url))  # ok: likewise


async def by_decorator(url: str) -> None:
    load_in_a_process(url)  # ok: its decorator is an offloader


async def too_eagerly(url: str) -> None:
    await in_pool(print, load(url))  # error: blocking-call-in-async requests.get
    await run_sync(load(url).strip)  # error: blocking-call-in-async requests.get
    pool.spawn(print, requests.get(url))  # error: blocking-call-in-async `requests.get()` blocks


async def not_at_all(url: str) -> str:
    return load(url)  # error: blocking-call-in-async requests.get
