import asyncio

import asyncpg
from fastapi import FastAPI

app = FastAPI()


class Database:
    def __init__(self, url: str) -> None:
        self.url = url
        self.pool: asyncpg.Pool | None = None
        self.lock = asyncio.Lock()

    async def connect(self) -> asyncpg.Pool:
        if self.pool is None:
            self.pool = await asyncpg.create_pool(self.url)  # error: unlocked-state-across-await `connect` checks `self.pool`, waits, and then sets it: another request may pass the same check meanwhile; hold one lock over all of it, or look again after the wait
        return self.pool

    async def connect_once(self) -> asyncpg.Pool:
        async with self.lock:
            if self.pool is None:
                self.pool = await asyncpg.create_pool(self.url)  # ok: one after the other
        return self.pool


database = Database("postgresql://localhost/shop")


@app.get("/orders")
async def list_orders() -> int:
    pool = await database.connect()
    return await pool.fetchval("select count(*) from orders")


@app.get("/customers")
async def list_customers() -> int:
    pool = await database.connect_once()
    return await pool.fetchval("select count(*) from customers")
