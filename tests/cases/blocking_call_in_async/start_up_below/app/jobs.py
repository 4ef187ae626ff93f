import asyncio
import time

import requests


async def restore() -> None:
    time.sleep(1)  # ok: only the start leads here
    await again(3)


async def again(times: int) -> None:
    requests.get("https://jobs.internal")  # ok: only the start and itself lead here
    if times:
        await again(times - 1)


async def stop() -> None:
    requests.delete("https://jobs.internal")  # ok: only the end leads here


async def elsewhere() -> None:
    requests.get("https://jobs.internal")  # error: blocking-call-in-async requests.get


async def ping_pong(times: int) -> None:
    requests.get("https://jobs.internal")  # error: blocking-call-in-async requests.get
    if times:
        await ping_pong(times - 1)


HANDLERS = {"elsewhere": elsewhere}


async def migrate() -> None:
    requests.post("https://jobs.internal")  # ok: the start leads here, and who runs this file


async def by_hand() -> None:
    requests.post("https://jobs.internal")  # error: blocking-call-in-async requests.post


if __name__ == "__main__":
    asyncio.run(migrate())
    asyncio.run(by_hand())
