from __future__ import annotations

import asyncio
import os
import signal
import threading
from functools import partial
from pathlib import Path

import requests

from orders.clients import fx
from orders.clients.fx import load_table
from orders.common.retrying import pause
from orders.telemetry.metrics import count
from orders.telemetry.tracing import note

HEARTBEAT = Path("/var/run/orders.heartbeat")


def beat() -> None:
    HEARTBEAT.write_text("alive")


class Scheduler:
    """Runs things later, on the loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_event_loop()
        self.beats = 0
        self.stopped = asyncio.Event()

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(60, load_table)  # error: blocking-call-in-async requests.get
        loop.call_soon(beat)  # error: blocking-call-in-async pathlib.Path.write_text
        loop.call_at(loop.time() + 5, self.beat_again)  # error: blocking-call-in-async pathlib.Path.write_text
        loop.call_later(5, self.count)  # ok: counts only
        loop.call_later(5, partial(self.ping, "https://status.internal"))  # error: blocking-call-in-async requests.get
        loop.call_soon(lambda: self.ping("https://status.internal"))  # error: blocking-call-in-async requests.get
        loop.call_soon(lambda: note("started"))  # ok: logs only
        loop.call_later(5, lambda: loop.run_in_executor(None, beat))  # ok: hands it to a thread
        loop.add_signal_handler(signal.SIGHUP, load_table)  # error: blocking-call-in-async requests.get
        loop.add_signal_handler(signal.SIGTERM, self.stopped.set)  # ok: an async event
        loop.call_later(1, os.system, "sync")  # error: blocking-call-in-async os.system
        loop.call_soon_threadsafe(self.count)  # ok: counts only
        await self.stopped.wait()  # ok: awaited, an async event

    async def start_by_attribute(self) -> None:
        self.loop.call_later(60, fx.load_table)  # error: blocking-call-in-async requests.get
        self.loop.call_later(60, self.spawn)  # ok: makes a task, which is reported inside

    async def start_in_a_thread(self) -> None:
        threading.Timer(60, load_table).start()  # ok: handed to a thread
        threading.Thread(target=self._forever, daemon=True).start()  # ok: handed to a thread

    async def start_by_a_method(self) -> None:
        self.schedule()  # ok: registers only, and is reported there
        self.schedule_counting()  # ok: counts only

    def schedule(self) -> None:
        self.loop.call_later(60, load_table)  # error: blocking-call-in-async requests.get

    def schedule_counting(self) -> None:
        self.loop.call_later(60, self.count)  # ok: counts only

    def wake(self) -> None:
        self.loop.call_soon_threadsafe(self.beat_again)  # error: blocking-call-in-async pathlib.Path.write_text

    def follow(self, task: asyncio.Task[None]) -> None:
        task.add_done_callback(self.restart)  # error: blocking-call-in-async time.sleep

    async def watch(self) -> None:
        task = asyncio.create_task(self.refresh())
        task.add_done_callback(self.restart)  # error: blocking-call-in-async time.sleep
        task.add_done_callback(lambda done: count("refreshed"))  # ok: counts only
        await task

    async def refresh(self) -> None:
        load_table()  # error: blocking-call-in-async requests.get

    async def later(self) -> asyncio.TimerHandle:
        def save() -> None:
            beat()  # ok: on the loop, but reported where it is registered

        return asyncio.get_running_loop().call_later(1, save)  # error: blocking-call-in-async pathlib.Path.write_text

    def beat_again(self) -> None:
        self.beats += 1
        beat()

    def count(self) -> None:
        self.beats += 1

    def ping(self, url: str) -> None:
        requests.get(url, params={"beats": self.beats}, timeout=1)

    def restart(self, task: asyncio.Task[None]) -> None:
        pause(self.beats)

    def spawn(self) -> None:
        asyncio.get_running_loop().create_task(self.refresh())

    def _forever(self) -> None:
        while True:
            load_table()
