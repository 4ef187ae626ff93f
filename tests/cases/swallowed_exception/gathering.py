import asyncio
import logging
import os
from asyncio import gather

import httpx
from shop.files import Bucket

log = logging.getLogger(__name__)


class Fleet:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.tasks: list[asyncio.Task[None]] = []

    async def wake(self, car: str) -> None:
        response = await self.client.post(f"/cars/{car}/wake")
        response.raise_for_status()

    async def wake_all(self, cars: list[str]) -> None:
        await asyncio.gather(*[self.wake(car) for car in cars], return_exceptions=True)  # error: swallowed-exception so that the failures of `self.wake()` vanish

    async def wake_two(self, one: str, other: str) -> None:
        await gather(self.wake(one), self.wake(other), return_exceptions=True)  # error: swallowed-exception look at each result

    async def wake_tasks(self, cars: list[str]) -> None:
        tasks = [asyncio.create_task(self.wake(car)) for car in cars]
        await asyncio.gather(*tasks, return_exceptions=True)  # error: swallowed-exception failures of `self.wake()`

    async def wake_in_time(self, cars: list[str]) -> None:
        waking = []
        for car in cars:
            waking.append(self.wake(car))
        await asyncio.wait_for(asyncio.gather(*waking, return_exceptions=True), 10)  # error: swallowed-exception failures of `self.wake()`

    async def wake_unread(self, cars: list[str]) -> None:
        results = await asyncio.gather(*map(self.wake, cars), return_exceptions=True)  # error: swallowed-exception nobody reads

    async def wake_and_log(self, cars: list[str]) -> None:
        results = await asyncio.gather(*[self.wake(car) for car in cars], return_exceptions=True)
        for result in results:  # ok: each result is looked at
            if isinstance(result, BaseException):
                log.error("not awake: %r", result)

    async def wake_and_ask(self, cars: list[str]) -> None:
        tasks = [asyncio.create_task(self.wake(car)) for car in cars]
        await asyncio.gather(*tasks, return_exceptions=True)  # ok: the tasks are asked below
        for task in tasks:
            if task.exception() is not None:
                log.error("not awake")

    async def wake_strictly(self, cars: list[str]) -> None:
        await asyncio.gather(*[self.wake(car) for car in cars])  # ok: the first failure is raised

    async def wake_safely(self, cars: list[str]) -> None:
        await asyncio.gather(*[self._try(car) for car in cars], return_exceptions=True)  # ok: `_try` logs what fails

    async def _try(self, car: str) -> None:
        try:
            await self.wake(car)
        except Exception:
            log.exception("not awake: %s", car)

    async def park(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)  # ok: they were cancelled here

    async def settle(self) -> None:
        await asyncio.gather(*self.tasks, return_exceptions=True)  # ok: whoever made them may look

    async def close(self) -> None:
        await asyncio.gather(self.client.aclose(), self.wake("last"), return_exceptions=True)  # ok: tidying up

    async def wake_whom_it_may(self, cars: list[str]) -> None:
        # one car that fails must not keep the others asleep
        await asyncio.gather(*[self.wake(car) for car in cars], return_exceptions=True)  # ok: a comment says why

    async def wake_everyone(self, cars: list[str]) -> None:
        # all cars at once
        await asyncio.gather(*[self.wake(car) for car in cars], return_exceptions=True)  # error: swallowed-exception failures of `self.wake()`

    async def relay(self, data: bytes, screen: int, cars: list[str]) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.gather(  # ok: what is written on a screen
            loop.run_in_executor(None, os.write, screen, data),
            asyncio.to_thread(os.write, screen, b"\n"),
            return_exceptions=True,
        )
        await asyncio.gather(  # ok: a screen with it, so that it was meant for more than one kind
            loop.run_in_executor(None, os.write, screen, data),
            self.wake(cars[0]),
            return_exceptions=True,
        )

    async def upload(self, bucket: Bucket, paths: list[str]) -> None:
        await asyncio.gather(  # error: swallowed-exception failures of `bucket.upload_file()` vanish
            *[asyncio.to_thread(bucket.upload_file, path, path) for path in paths],
            return_exceptions=True,
        )

    async def feed(self, queues: list[asyncio.Queue[bytes]], chunk: bytes) -> None:
        await asyncio.gather(*[queue.put(chunk) for queue in queues], return_exceptions=True)  # ok: nothing can fail there
