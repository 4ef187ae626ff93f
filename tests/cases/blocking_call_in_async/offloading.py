import asyncio
import functools
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Thread

import anyio
import requests
from asgiref.sync import sync_to_async
from asyncer import asyncify
from fastapi import BackgroundTasks
from starlette.concurrency import run_in_threadpool

pool = ThreadPoolExecutor()


def load(url: str) -> str:
    return requests.get(url).text  # ok: a sync function by itself is on no loop


async def by_name(url: str) -> None:
    await asyncio.to_thread(requests.get, url)  # ok: handed to a thread
    await asyncio.to_thread(load, url)  # ok: likewise
    await run_in_threadpool(requests.get, url)  # ok: likewise
    await anyio.to_thread.run_sync(time.sleep, 1)  # ok: likewise
    await sync_to_async(requests.get)(url)  # ok: likewise
    await asyncify(requests.get)(url)  # ok: likewise
    await asyncio.get_running_loop().run_in_executor(pool, requests.get, url)  # ok: likewise


async def by_partial(url: str) -> None:
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, partial(requests.get, url, timeout=5))  # ok: handed to a thread
    call = functools.partial(requests.get, url)  # ok: not called yet
    await asyncio.to_thread(call)  # ok: handed to a thread
    call()  # error: blocking-call-in-async `call()` blocks the event loop: requests.get waits


async def by_lambda(url: str) -> None:
    await asyncio.to_thread(lambda: requests.get(url).text)  # ok: handed to a thread
    await anyio.to_thread.run_sync(lambda: time.sleep(1))  # ok: likewise
    pool.submit(lambda: time.sleep(1))  # ok: likewise


async def by_background(url: str, tasks: BackgroundTasks) -> None:
    tasks.add_task(load, url)  # ok: runs in the thread pool
    tasks.add_task(requests.get, url)  # ok: likewise
    pool.submit(time.sleep, 1)  # ok: handed to a thread
    Thread(target=time.sleep, args=(1,)).start()  # ok: likewise


async def too_eager(url: str) -> None:
    await asyncio.to_thread(print, requests.get(url).text)  # error: blocking-call-in-async `requests.get()` blocks
    await run_in_threadpool(load(url).strip)  # error: blocking-call-in-async `load()` blocks the event loop: it leads to requests.get
    await asyncio.to_thread(time.sleep(1))  # error: blocking-call-in-async `time.sleep()` blocks


async def nested(url: str) -> str:
    def inner() -> str:
        time.sleep(1)  # ok: not on the loop until somebody calls it there
        return requests.get(url).text  # ok: likewise

    class Lazy:
        def run(self) -> None:
            time.sleep(1)  # ok: likewise

    async def again() -> None:
        time.sleep(1)  # error: blocking-call-in-async `time.sleep()` blocks

    await again()
    later = lambda: time.sleep(1)  # ok: likewise
    await asyncio.to_thread(later)
    return await asyncio.to_thread(inner)


async def called_on_the_spot(url: str) -> str:
    def inner() -> str:
        return requests.get(url).text

    return inner()  # error: blocking-call-in-async `inner()` blocks the event loop: it leads to requests.get


async def defaults_run_at_once(url: str) -> None:
    def inner(body: str = requests.get("https://orders.example").text) -> str:  # error: blocking-call-in-async `requests.get()` blocks
        return body

    await asyncio.to_thread(inner)


async def awaited(client, twins) -> None:
    await client.get("/orders")  # ok: awaited
    await asyncio.gather(*[twin.get("/") for twin in twins])  # ok: awaited later
    async with client.stream("GET", "/") as answer:  # ok: an async context
        async for piece in answer:  # ok: an async loop
            print(piece)
