import asyncio
from contextlib import asynccontextmanager

import asyncpg
import websockets
from fastapi import FastAPI, WebSocket


class Database:
    pool: asyncpg.Pool | None = None
    copy_pool: asyncpg.Pool | None = None

    @classmethod
    async def primary(cls) -> asyncpg.Pool:
        if cls.pool is None:
            cls.pool = await asyncpg.create_pool("postgresql://localhost/shop")  # ok: start-up made it
        return cls.pool

    @classmethod
    async def reading(cls) -> asyncpg.Pool:
        if cls.copy_pool is None:
            cls.copy_pool = await asyncpg.create_pool("postgresql://localhost/copy")  # error: unlocked-state-across-await
        return cls.copy_pool


class Prices:
    def __init__(self) -> None:
        self._initialized = False
        self._open = False
        self._socket = None
        self._prices: dict[str, int] = {}

    async def load(self) -> None:
        if not self._initialized:
            self._prices = await fetch()
            self._initialized = True  # ok: data that is read twice alike

    async def open(self) -> None:
        if not self._open:
            self._socket = await websockets.connect("wss://prices.example")
            self._initialized = True  # ok: nobody asked for it here
            self._open = True  # ok: a name that says too little

    async def connect(self) -> None:
        if not self._initialized:
            self._socket = await websockets.connect("wss://prices.example")
            self._initialized = True  # error: unlocked-state-across-await


class Call:
    def __init__(self) -> None:
        self._socket = None

    async def run(self) -> None:
        await self._connect()

    async def _connect(self) -> None:
        if self._socket is None:
            self._socket = await websockets.connect("wss://calls.example")  # ok: each request has its own


async def fetch() -> dict[str, int]:
    pool = await Database.reading()
    return dict(await pool.fetch("select item, price from prices"))


prices = Prices()
hotline = Call()


@asynccontextmanager
async def lifespan(app: FastAPI):
    await Database.primary()
    yield


app = FastAPI(lifespan=lifespan)


@app.websocket("/calls")
async def calls(websocket: WebSocket) -> None:
    call = Call()
    await call.run()


@app.get("/prices")
async def listed() -> int:
    await prices.load()
    await prices.open()
    await prices.connect()
    pool = await Database.primary()
    return await pool.fetchval("select count(*) from prices")


class Vault:
    """The settings pick its class."""

    def __init__(self) -> None:
        self.connection = None

    async def secret(self, name: str) -> str:
        if self.connection is None:
            self.connection = await websockets.connect("wss://vault.example")  # missed: which class a name stands for isn't known
        return await self.connection.recv()


VAULTS = {"hosted": Vault}
vault = VAULTS["hosted"]()


@app.get("/secret")
async def secret() -> str:
    return await vault.secret("key")


class Consumer:
    def __init__(self) -> None:
        self.pools: dict[str, asyncpg.Pool] = {}

    async def consume(self, shops: list[str]) -> None:
        await asyncio.gather(*(self.store(shop) for shop in shops))

    async def store(self, shop: str) -> None:
        region = shop.partition("-")[0]
        if region not in self.pools:
            self.pools[region] = await asyncpg.create_pool(region)  # missed: each task may have a region of its own
        await self.pools[region].execute("insert into shops values ($1)", shop)
