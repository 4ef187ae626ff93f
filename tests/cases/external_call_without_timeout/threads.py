import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import requests
from fastapi.concurrency import run_in_threadpool

executor = ThreadPoolExecutor(4)


async def fetch(url: str) -> bytes:
    answer = await asyncio.to_thread(requests.get, url)  # error: external-call-without-timeout `requests.get()` waits for ever
    return answer.content


async def fetch_soon(url: str) -> bytes:
    answer = await asyncio.to_thread(requests.get, url, timeout=5)  # ok: the time is handed along
    return answer.content


async def push(url: str, data: dict) -> int:
    loop = asyncio.get_running_loop()
    answer = await loop.run_in_executor(None, partial(requests.post, url, json=data))  # error: external-call-without-timeout `requests.post()`
    return answer.status_code


async def push_soon(url: str, data: dict) -> int:
    loop = asyncio.get_running_loop()
    send = partial(requests.post, url, json=data, timeout=5)  # ok: bound with a time
    answer = await loop.run_in_executor(None, send)
    return answer.status_code


async def pull(url: str) -> int:
    answer = await run_in_threadpool(lambda: requests.get(url))  # error: external-call-without-timeout
    return answer.status_code


def pull_all(urls: list[str]) -> list[bytes]:
    return [each.result().content for each in [executor.submit(requests.get, url) for url in urls]]  # error: external-call-without-timeout
