import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy import inspect

from orders.clients.fx import load_table
from orders.clients.inventory import Inventory
from orders.config import get_settings
from orders.database import engine, is_reachable
from orders.storage import S3Storage
from orders.workers.outbox import Outbox
from orders.workers.scheduler import Scheduler, beat


def load_rates() -> None:
    load_table()


def check_schema() -> list[str]:
    return inspect(engine).get_table_names()


async def warm_caches() -> None:
    await asyncio.to_thread(load_table)  # ok: handed to a thread


async def announce() -> None:
    Inventory().send("/hello", {})  # ok: only the lifespan awaits it


async def poll_stock(inventory: Inventory) -> None:
    while True:
        inventory.stock("all")  # error: blocking-call-in-async requests.Session.request
        await asyncio.sleep(60)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with rates_of(app):
        pass
    await announce()  # ok: awaited
    load_rates()  # ok: runs before the first request
    check_schema()  # ok: runs before the first request
    app.state.archive = S3Storage(get_settings().bucket)  # ok: connects with the first call
    app.state.outbox = Outbox()
    tasks = [
        asyncio.create_task(poll_stock(Inventory())),  # ok: reported inside
        asyncio.create_task(Scheduler().start()),  # ok: reported inside
    ]
    async def heartbeat() -> None:
        while True:
            beat()  # error: blocking-call-in-async pathlib.Path.write_text
            await asyncio.sleep(5)

    tasks.append(asyncio.create_task(heartbeat()))
    yield
    app.state.outbox.drain()
    engine.connect().close()  # ok: runs after the last request
    for task in tasks:
        task.cancel()


@asynccontextmanager
async def rates_of(app: FastAPI) -> AsyncIterator[None]:
    load_rates()  # ok: runs before the first request
    yield


async def connect() -> None:
    if not is_reachable():  # ok: runs before the first request
        raise SystemExit("no database")


async def disconnect() -> None:
    Inventory().send("/goodbye", {})  # ok: runs after the last request
