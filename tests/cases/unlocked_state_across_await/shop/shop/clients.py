import asyncio
from contextlib import asynccontextmanager

import anyio
import httpx
import redis.asyncio as redis
import websockets


class Prices:
    """One for the whole application."""

    def __init__(self) -> None:
        self._client: httpx.AsyncClient | None = None
        self._lock = asyncio.Lock()
        self._guard = anyio.Lock()
        self._connecting = False
        self._task: asyncio.Task[None] | None = None
        self._known: dict[str, int] = {}
        self._sessions: dict[str, httpx.AsyncClient] = {}
        self.asked = 0
        self.spent = 0.0
        self.started = False
        self.open_sockets: list[websockets.ClientConnection] = []
        self._rates: dict[str, int] = {}
        self._asked_at: dict[str, float] = {}
        self._redis: redis.Redis | None = None
        self._named_redis: redis.Redis | None = None
        self._single_redis: redis.Redis | None = None
        self._token: str | None = None
        self._common_client: httpx.AsyncClient | None = None
        self._link: Link | None = None
        self._gateway: Gateway | None = None

    async def client(self) -> httpx.AsyncClient:
        if self._client is not None:
            return self._client
        client = await self._made()
        self._client = client  # error: unlocked-state-across-await `client` checks `self._client`, waits, and then sets it
        return client

    async def _made(self) -> httpx.AsyncClient:
        await asyncio.sleep(0.01)
        return httpx.AsyncClient()

    async def client_by_name(self) -> httpx.AsyncClient:
        client = self._client
        if client is None:
            client = await self._made()
            self._client = client  # error: unlocked-state-across-await `client_by_name` checks `self._client`
        return client

    async def client_looked_at_again(self) -> httpx.AsyncClient:
        if self._client is None:
            made = await self._made()
            if self._client is None:
                self._client = made  # ok: asks again after the wait
        return self._client

    async def client_under_lock(self) -> httpx.AsyncClient:
        async with self._lock:
            if self._client is None:
                self._client = await self._made()  # ok: one after the other
            return self._client

    async def client_asked_before_the_lock(self) -> httpx.AsyncClient:
        if self._client is None:
            async with self._lock:
                self._client = await self._made()  # error: unlocked-state-across-await `client_asked_before_the_lock` checks `self._client`
        return self._client

    async def client_asked_twice(self) -> httpx.AsyncClient:
        if self._client is None:
            async with self._lock:
                if self._client is None:
                    self._client = await self._made()  # ok: asks again under the lock
        return self._client

    async def client_under_known_lock(self) -> httpx.AsyncClient:
        async with self._guard:
            if self._client is None:
                self._client = await self._made()  # ok: the attribute is a lock, whatever its name
            return self._client

    @asynccontextmanager
    async def _alone(self):
        async with self._lock:
            yield

    async def client_alone(self) -> httpx.AsyncClient:
        async with self._alone():
            if self._client is None:
                self._client = await self._made()  # ok: the context manager holds the lock
            return self._client

    async def client_acquired(self) -> httpx.AsyncClient:
        await self._lock.acquire()
        try:
            if self._client is None:
                self._client = await self._made()  # ok: acquired by hand
            return self._client
        finally:
            self._lock.release()

    async def _client_of_callers_lock(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = await self._made()  # ok: all who call it hold the lock
        return self._client

    async def refreshed(self) -> httpx.AsyncClient:
        async with self._lock:
            return await self._client_of_callers_lock()

    async def client_made_at_once(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient()  # ok: no wait between check and write
            await self._client.get("https://prices.example/health")
        return self._client

    async def client_claimed(self) -> None:
        if self._connecting:
            return
        self._connecting = True
        if self._client is None:
            self._client = await self._made()  # ok: a flag that was set before the wait keeps others out

    async def start(self) -> None:
        if self.started:
            return
        await self._made()
        self.started = True  # error: unlocked-state-across-await `start` checks `self.started`

    async def start_claimed(self) -> None:
        if self.started:
            return
        self.started = True  # ok: says so before it waits
        await self._made()

    async def watch(self) -> None:
        if self._task is None or self._task.done():
            await self._made()
            self._task = asyncio.create_task(asyncio.sleep(60))  # error: unlocked-state-across-await `watch` checks `self._task`

    async def watch_at_once(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(asyncio.sleep(60))  # ok: others find the task
        await self._task

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None  # ok: tears down

    async def renew(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None  # ok: empties what was closed

    async def renew_at_once(self) -> None:
        if self._client is None or self._client.is_closed:
            if self._client:
                await self._client.aclose()
            self._client = httpx.AsyncClient()  # ok: to close what is closed already makes no wait

    async def rates(self, item: str) -> int:
        if item in self._rates and time.time() - self._asked_at[item] < 60:
            return self._rates[item]
        self._rates[item] = round(await self._price())  # ok: an age is no limit
        self._asked_at[item] = time.time()
        return self._rates[item]

    async def redis(self) -> redis.Redis:
        if self._redis is None:
            self._redis = await redis.from_url("redis://localhost")  # ok: a client of Redis is there at once
        return self._redis

    async def redis_by_name(self) -> redis.Redis:
        if self._named_redis is None:
            self._named_redis = await self._new_redis()  # ok: nor does this one ever wait
        return self._named_redis

    async def _new_redis(self) -> redis.Redis:
        return await redis.from_url("redis://localhost")

    async def redis_with_one_connection(self) -> redis.Redis:
        if self._single_redis is None:
            self._single_redis = await redis.Redis(single_connection_client=True)  # error: unlocked-state-across-await
        return self._single_redis

    async def token(self) -> str:
        if self._token is None:
            self._token = str(await self._price())  # ok: a token that is asked for twice is no loss
        return self._token

    async def reconnect(self) -> None:
        if self._link is None:
            self._link = Link()
            await self._link.open()

    async def gateway(self) -> "Gateway":
        if self._gateway is None:
            gateway = Gateway()
            await gateway.open()
            self._gateway = gateway  # error: unlocked-state-across-await `gateway` checks `self._gateway`
        return self._gateway

    async def common_client(self) -> httpx.AsyncClient:
        if self._common_client is None:
            self._common_client = await get_client()  # ok: all who ask get the same one
        return self._common_client

    async def count(self) -> None:
        asked = self.asked
        await asyncio.sleep(0)
        self.asked = asked + 1  # error: unlocked-state-across-await `count` reads `self.asked`, waits, and writes it back: what another request wrote meanwhile is lost

    async def spend(self) -> None:
        self.spent += await self._price()  # error: unlocked-state-across-await `spend` reads `self.spent`, waits, and writes it back

    async def spend_all(self) -> None:
        self.spent = self.spent + await self._price()  # error: unlocked-state-across-await `spend_all` reads `self.spent`

    async def spend_after(self) -> None:
        price = await self._price()
        self.spent += price  # ok: read and written at once

    async def spend_under_lock(self) -> None:
        async with self._lock:
            self.spent += await self._price()  # ok: one after the other

    async def _price(self) -> float:
        await asyncio.sleep(0)
        return 1.5

    async def price(self, item: str) -> int:
        if item not in self._known:
            self._known[item] = round(await self._price())  # ok: the same value twice harms nobody
        return self._known[item]

    async def session(self, tenant: str) -> httpx.AsyncClient:
        if tenant not in self._sessions:
            self._sessions[tenant] = await self._made()  # error: unlocked-state-across-await `session` checks `self._sessions[tenant]`, waits, and then sets it
        return self._sessions[tenant]

    async def session_kept(self, tenant: str) -> httpx.AsyncClient:
        made = await self._made()
        return self._sessions.setdefault(tenant, made)  # ok: keeps the first

    async def accept(self, socket: websockets.ClientConnection) -> None:
        if len(self.open_sockets) >= 100:
            raise OverflowError
        await socket.send("welcome")
        self.open_sockets.append(socket)  # error: unlocked-state-across-await `accept` checks `self.open_sockets`

    async def accept_first(self, socket: websockets.ClientConnection) -> None:
        if len(self.open_sockets) >= 100:
            raise OverflowError
        self.open_sockets.append(socket)  # ok: counted before the wait
        await socket.send("welcome")

    async def mode(self, name: str) -> None:
        before = self.asked
        self.asked = 0
        await asyncio.sleep(0)
        self.asked = before  # ok: puts back what it took away

    async def quick(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = await self._at_once()  # ok: a coroutine that never waits
        return self._client

    async def _at_once(self) -> httpx.AsyncClient:
        return httpx.AsyncClient()


_redis: redis.Redis | None = None
_redis_lock = asyncio.Lock()
calls = 0
_limit = 10


_client = httpx.AsyncClient()


async def get_client() -> httpx.AsyncClient:
    await _client.get("https://prices.example/health")
    return _client


async def get_redis() -> redis.Redis:
    global _redis
    if not _redis:
        client = redis.from_url("redis://localhost")
        await client.ping()
        _redis = client  # error: unlocked-state-across-await `get_redis` checks `_redis`, waits, and then sets it
    return _redis


async def get_locked_redis() -> redis.Redis:
    global _redis
    async with _redis_lock:
        if not _redis:
            client = redis.from_url("redis://localhost")
            await client.ping()
            _redis = client  # ok: one after the other
    return _redis


async def call() -> None:
    global calls
    if calls >= _limit:
        raise OverflowError
    await asyncio.sleep(0)
    calls += 1  # error: unlocked-state-across-await `call` checks `calls`


async def warm_up() -> None:
    global _redis
    if _redis is None:
        client = redis.from_url("redis://localhost")
        await client.ping()
        _redis = client  # ok: runs once, at start-up


class Registry:
    _connection = None

    @classmethod
    async def connection(cls):
        if cls._connection is None:
            cls._connection = await websockets.connect("wss://registry.example")  # error: unlocked-state-across-await `connection` checks `cls._connection`
        return cls._connection


class Link:
    """Opened by who makes it."""

    def __init__(self) -> None:
        self.socket = None

    async def open(self) -> None:
        if self.socket is None:
            self.socket = await websockets.connect("wss://link.example")  # ok: its maker opens it, once


class Gateway:
    async def open(self) -> None:
        await asyncio.sleep(0)

    async def close(self) -> None:
        await asyncio.sleep(0)


class Basket:
    """One for each request."""

    def __init__(self) -> None:
        self.session: httpx.AsyncClient | None = None
        self.total = 0.0

    async def add(self, prices: Prices) -> None:
        if self.session is None:
            self.session = await prices.client()  # ok: a request has its own
        self.total += await prices._price()  # ok: likewise


class Unused:
    def __init__(self) -> None:
        self.pool = None

    async def connect(self) -> None:
        if self.pool is None:
            self.pool = await websockets.connect("wss://unused.example")  # ok: no request is known to reach it


class Mailer:
    """Made by the one `Post` of the application."""

    def __init__(self) -> None:
        self.connection = None

    async def send(self) -> None:
        if self.connection is None:
            self.connection = await websockets.connect("wss://mail.example")  # error: unlocked-state-across-await `send` checks `self.connection`


class Post:
    def __init__(self) -> None:
        self.mailer = Mailer()


prices = Prices()
post = Post()
unused = Unused()
