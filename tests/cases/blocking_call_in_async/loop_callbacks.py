import asyncio
import contextlib
import functools
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import anyio
import requests
from tornado.ioloop import IOLoop, PeriodicCallback

pool = ThreadPoolExecutor()


async def soon(url: str) -> None:
    loop = asyncio.get_running_loop()
    loop.call_soon(requests.get, url)  # error: blocking-call-in-async `requests.get` blocks the event loop
    loop.call_soon_threadsafe(time.sleep, 1)  # error: blocking-call-in-async `time.sleep` blocks
    loop.call_soon(print, requests.get(url).text)  # error: blocking-call-in-async `requests.get()` blocks
    loop.call_soon(print, requests.get)  # ok: print doesn't call its argument


async def later(url: str) -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(5, requests.get, url)  # error: blocking-call-in-async `requests.get` blocks
    loop.call_later(delay=5, callback=requests.get)  # error: blocking-call-in-async `requests.get` blocks
    loop.call_at(loop.time() + 5, functools.partial(requests.get, url, timeout=3))  # error: blocking-call-in-async `requests.get` blocks
    loop.call_later(5, lambda: requests.get(url))  # error: blocking-call-in-async `requests.get()` blocks


async def by_a_name(url: str) -> None:
    fetch = functools.partial(requests.get, url)
    asyncio.get_event_loop().call_later(1, fetch)  # error: blocking-call-in-async requests.get waits


async def on_signals(loop: asyncio.AbstractEventLoop) -> None:
    loop.add_signal_handler(signal.SIGTERM, time.sleep, 1)  # error: blocking-call-in-async `time.sleep` blocks
    loop.add_reader(0, input)  # error: blocking-call-in-async `input` blocks


async def when_done(url: str) -> None:
    task = asyncio.create_task(asyncio.sleep(1))
    task.add_done_callback(lambda _: requests.post(url))  # error: blocking-call-in-async `requests.post()` blocks
    asyncio.ensure_future(task).add_done_callback(lambda _: time.sleep(1))  # error: blocking-call-in-async `time.sleep()` blocks
    asyncio.gather(task).add_done_callback(lambda _: time.sleep(1))  # error: blocking-call-in-async `time.sleep()` blocks
    task.add_done_callback(print)  # ok: waits for nothing


async def in_a_group(url: str) -> None:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(asyncio.sleep(1))
        task.add_done_callback(lambda _: requests.post(url))  # error: blocking-call-in-async `requests.post()` blocks


class Watcher:
    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[None] | None = None

    async def watch(self, url: str) -> None:
        self._task = asyncio.create_task(asyncio.sleep(1))
        self._task.add_done_callback(functools.partial(time.sleep, 1))  # error: blocking-call-in-async `time.sleep` blocks
        self._loop.call_soon(requests.get, url)  # error: blocking-call-in-async `requests.get` blocks


async def from_another_thread(url: str) -> None:
    running = pool.submit(len, url)
    running.add_done_callback(lambda _: requests.get(url))  # ok: the thread of the pool calls it


async def somebody_elses(url: str, loop, bus) -> None:
    loop.call_soon(requests.get, url)  # ok: nobody knows what this loop is
    bus.add_done_callback(requests.get)  # ok: likewise


async def at_the_end_of_a_block(url: str) -> None:
    with contextlib.ExitStack() as stack:
        stack.callback(requests.delete, url)  # error: blocking-call-in-async `requests.delete` blocks
    async with contextlib.AsyncExitStack() as later_on:
        later_on.callback(time.sleep, 1)  # error: blocking-call-in-async `time.sleep` blocks


async def tornado(url: str) -> None:
    IOLoop.current().add_callback(requests.get, url)  # error: blocking-call-in-async `requests.get` blocks
    IOLoop.current().call_later(5, lambda: time.sleep(1))  # error: blocking-call-in-async `time.sleep()` blocks
    PeriodicCallback(lambda: requests.get(url), 1000).start()  # error: blocking-call-in-async `requests.get()` blocks


def from_a_thread(url: str) -> None:
    anyio.from_thread.run_sync(print, url)  # ok: waits for nothing


def fetch_later(url: str) -> None:
    asyncio.get_running_loop().call_later(5, requests.get, url)  # error: blocking-call-in-async `requests.get` blocks


def fetch_in_the_end(url: str) -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(1, lambda: loop.call_later(5, requests.get, url))  # error: blocking-call-in-async `requests.get` blocks


def print_later(url: str) -> None:
    asyncio.get_running_loop().call_later(5, print, requests.get(url).text)


async def by_who_registers(url: str) -> None:
    fetch_later(url)  # ok: reported where it is registered
    fetch_in_the_end(url)  # ok: likewise
    print_later(url)  # error: blocking-call-in-async it leads to requests.get
