from __future__ import annotations

import asyncio
import queue
import threading
from datetime import UTC, datetime
from typing import Any

from orders.clients import send_mail
from orders.common import clock
from orders.common.clock import wait_until
from orders.common.offloading import result_now
from orders.database import AsyncSessionLocal, SessionLocal
from orders.models import Order

Job = dict[str, Any]


class Outbox:
    """Jobs that handlers leave for the worker."""

    def __init__(self) -> None:
        self._jobs: queue.Queue[Job] = queue.Queue()
        self._lock = threading.Lock()
        self._async_jobs: asyncio.Queue[Job] = asyncio.Queue()
        self._done = 0
        self._idle = threading.Event()

    def leave(self, job: Job) -> None:
        self._jobs.put(job)

    def take(self) -> Job:
        return self._jobs.get()

    def take_now(self) -> Job | None:
        try:
            return self._jobs.get_nowait()
        except queue.Empty:
            return None

    def drain(self) -> None:
        self._jobs.join()

    def mark(self) -> None:
        with self._lock:
            self._done += 1

    def wait_idle(self) -> bool:
        return self._idle.wait(timeout=30)

    async def run(self) -> None:
        while True:
            job = self.take()  # error: blocking-call-in-async queue.Queue.get
            await self.handle(job)  # ok: awaited, and reported inside

    async def run_by_polling(self) -> None:
        while True:
            job = self.take_now()  # ok: doesn't wait
            if job is None:
                await asyncio.sleep(0.1)
            else:
                await self.handle(job)

    async def run_in_threads(self) -> None:
        while True:
            await self.handle(await asyncio.to_thread(self.take))  # ok: handed to a thread

    async def run_as_it_should_be(self) -> None:
        while True:
            job = await self._async_jobs.get()  # ok: awaited, an async queue
            await self.handle(job)
            self._async_jobs.task_done()  # ok: an async queue

    async def handle(self, job: Job) -> None:
        send_mail(job["to"], job["subject"], job["body"])  # error: blocking-call-in-async smtplib.SMTP
        self.mark()  # ok: held for a moment, with nothing awaited

    async def leave_for_later(self, job: Job) -> None:
        self.leave(job)  # ok: without a size it has room

    async def stop(self) -> None:
        self.drain()  # error: blocking-call-in-async queue.Queue.join

    async def stop_when_idle(self) -> bool:
        return self.wait_idle()  # error: blocking-call-in-async threading.Event.wait

    async def handle_at(self, moment: datetime, job: Job) -> None:
        wait_until(moment)  # error: blocking-call-in-async time.sleep
        await self.handle(job)

    async def handle_at_midnight(self, job: Job) -> None:
        clock.wait_until(datetime.max.replace(tzinfo=UTC))  # error: blocking-call-in-async time.sleep
        started = clock.now()  # ok: reads the clock
        await self.handle(job | {"at": started})

    async def handle_in_a_script(self, job: Job) -> None:
        result_now(self.handle(job))  # error: blocking-call-in-async asyncio.run

    async def place(self, order: Order) -> None:
        with SessionLocal() as session:  # ok: connects with the first query
            session.add(order)  # ok: waits for the flush
            self._flush(session)  # missed: an argument whose type its parameter does not tell

    async def place_by_twin(self, order: Order) -> None:
        async with AsyncSessionLocal() as session:  # ok: an async session
            session.add(order)  # ok: an async session
            await session.commit()  # ok: awaited

    def _flush(self, session) -> None:
        session.flush()
