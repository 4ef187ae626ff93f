import asyncio
import multiprocessing
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

import anyio
import httpx
import requests
import trio
from channels.db import database_sync_to_async
from fastapi import BackgroundTasks
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask
from starlette.responses import JSONResponse

threads = ThreadPoolExecutor()
processes = ProcessPoolExecutor()


def parse(text: str) -> list[str]:
    return text.split()


async def libraries(url: str) -> None:
    await trio.to_thread.run_sync(requests.get, url)  # ok: handed to a thread
    await run_in_threadpool(requests.get, url)  # ok: likewise
    await anyio.to_process.run_sync(requests.get, url)  # ok: handed to a process
    await database_sync_to_async(requests.get)(url)  # ok: handed to a thread
    threading.Timer(5, requests.get, [url]).start()  # ok: likewise
    multiprocessing.Process(target=time.sleep, args=(1,)).start()  # ok: another process sleeps


async def executors(url: str) -> None:
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(threads, partial(requests.get, url))  # ok: handed to a thread
    await loop.run_in_executor(processes, lambda: requests.get(url))  # ok: handed to a process
    await asyncio.wrap_future(threads.submit(requests.get, url))  # ok: awaited
    threads.map(requests.get, [url])  # ok: the threads have begun, nobody waits


async def iterated_there(urls: list[str]) -> None:
    await asyncio.to_thread(list, map(requests.get, urls))  # ok: the thread iterates it
    await asyncio.to_thread(list, (requests.get(url).text for url in urls))  # ok: likewise
    await asyncio.to_thread(sum, filter(None, map(lambda url: len(requests.get(url).content), urls)))  # ok: likewise
    await asyncio.to_thread(list, [requests.get(url) for url in urls])  # error: blocking-call-in-async `requests.get()` blocks
    await asyncio.to_thread(list, map(parse, requests.get(urls[0]).text))  # error: blocking-call-in-async `requests.get()` blocks
    await asyncio.to_thread(list, (line for line in requests.get(urls[0]).iter_lines()))  # error: blocking-call-in-async `requests.get()` blocks


async def streamed(urls: list[str]) -> StreamingResponse:
    return StreamingResponse(requests.get(url).text for url in urls)  # ok: the thread pool iterates it


async def eager(url: str) -> None:
    await asyncio.to_thread(parse, requests.get(url).text)  # error: blocking-call-in-async `requests.get()` blocks
    await run_in_threadpool(parse, text=requests.get(url).text)  # error: blocking-call-in-async `requests.get()` blocks
    await asyncio.get_running_loop().run_in_executor(None, parse, requests.get(url).text)  # error: blocking-call-in-async `requests.get()` blocks
    threads.submit(parse, requests.get(url).text)  # error: blocking-call-in-async `requests.get()` blocks
    threading.Thread(target=parse, args=(requests.get(url).text,)).start()  # error: blocking-call-in-async `requests.get()` blocks
    await asyncio.to_thread(partial(parse, requests.get(url).text))  # error: blocking-call-in-async `requests.get()` blocks


async def after_the_answer(url: str, tasks: BackgroundTasks) -> JSONResponse:
    tasks.add_task(requests.get, url)  # ok: runs in the thread pool
    tasks.add_task(lambda: requests.get(url))  # ok: likewise
    tasks.add_task(parse, requests.get(url).text)  # error: blocking-call-in-async `requests.get()` blocks
    tasks.add_task(audit, url)
    return JSONResponse({}, background=BackgroundTask(requests.get, url))  # ok: likewise


async def audit(url: str) -> None:
    requests.post(url)  # error: blocking-call-in-async `requests.post()` blocks


async def unknown(url: str, run) -> None:
    def inner() -> None:
        requests.get(url)  # ok: nobody knows who calls it, and where

    run(inner)
    run(partial(requests.get, url))  # ok: likewise
    await run(lambda: httpx.get(url))  # ok: likewise
