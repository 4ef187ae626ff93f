import asyncio
from collections.abc import AsyncIterator
from functools import wraps

import asyncpg
import websockets
from dependency_injector import providers
from discord.ext import commands
from fastapi import FastAPI

app = FastAPI()
bot = commands.Bot("!")


class Store:
    @property
    async def ready(self) -> bool:
        return True

    async def find(self, name: str) -> str:
        raise NotImplementedError


class Remote(Store):
    def __init__(self) -> None:
        self.loops = None
        self.whiles = None
        self.streams = None
        self.tries = None
        self.matches = None
        self.withs = None
        self.left = None
        self.again = None
        self.rest = None
        self.listed: list[asyncio.Task[None]] = []
        self.total = 0
        self.turns = 0
        self.pair = (None, None)
        self.registered = False
        self.latest = None
        self.names: list[str] = []
        self.words = ""

    async def find(self, name: str) -> str:
        if self.rest is None:
            self.rest = await websockets.connect("wss://rest.example")  # error: unlocked-state-across-await `find` checks `self.rest`
        return name

    async def in_loop(self, names: list[str]) -> None:
        if self.loops is None:
            for name in names:
                await asyncio.sleep(0)
                self.loops = await websockets.connect(name)  # error: unlocked-state-across-await `in_loop` checks `self.loops`

    async def in_while(self) -> None:
        if self.whiles is None:
            await asyncio.sleep(0)
            while self.whiles is None:
                self.whiles = await websockets.connect("wss://while.example")  # ok: looks again after the wait

    async def in_stream(self, names: AsyncIterator[str]) -> None:
        if self.streams is None:
            async for name in names:
                self.streams = asyncpg.create_pool(name)
        if self.streams is None:
            addresses = [name async for name in names]
            self.streams = await websockets.connect(addresses[0])  # error: unlocked-state-across-await `in_stream` checks `self.streams`

    async def in_try(self) -> None:
        if not self.tries:
            try:
                made = await websockets.connect("wss://try.example")
            except OSError:
                return
            finally:
                await asyncio.sleep(0)
            self.tries = made  # error: unlocked-state-across-await `in_try` checks `self.tries`

    async def in_match(self, name: str) -> None:
        if self.matches is None:
            match name:
                case "a":
                    await asyncio.sleep(0)
                case _:
                    return
            self.matches = await websockets.connect(name)  # error: unlocked-state-across-await `in_match` checks `self.matches`

    async def in_with(self, group: asyncio.TaskGroup) -> None:
        if self.withs is None:
            async with group:
                self.withs = group.create_task(asyncio.sleep(1))  # error: unlocked-state-across-await `in_with` checks `self.withs`

    async def leaving(self) -> None:
        if self.left is None:
            await asyncio.sleep(0)
            raise OSError
        for _ in self.listed:
            await asyncio.sleep(0)
            break
            self.left = await websockets.connect("wss://left.example")  # ok: nothing runs it

    async def looking_again(self) -> None:
        if self.again is None:
            while await asyncio.sleep(0, self.again is None):
                self.again = await websockets.connect("wss://again.example")  # ok: looks again after the wait

    async def counting(self, price: str) -> None:
        def later() -> None:
            self.total = 0

        if self.turns > 3:
            return
        later()
        await asyncio.sleep(0)
        self.turns += 1  # error: unlocked-state-across-await `counting` checks `self.turns`
        total = self.total + len(price)
        await asyncio.sleep(0)
        self.total = total  # error: unlocked-state-across-await `counting` reads `self.total`

    async def summing(self) -> None:
        total = self.total
        await asyncio.sleep(0)
        self.total, self.pair = total + 1, (None, None)  # error: unlocked-state-across-await `summing` reads `self.total`

    async def refreshing(self) -> None:
        newest = await renewed(self.latest)
        self.latest = newest  # ok: what a call gives isn't put together of what it was handed

    async def extending(self, name: str) -> None:
        names = [*self.names, name]
        await asyncio.sleep(0)
        self.names = names  # error: unlocked-state-across-await `extending` reads `self.names`
        words = {"first": self.words, "last": name}
        await asyncio.sleep(0)
        self.words = f"{words}"  # error: unlocked-state-across-await `extending` reads `self.words`

    async def filling(self) -> None:
        if not self.registered:
            await asyncio.sleep(0)
            self.pair = (None, None)
            self.registered = "yes"  # ok: a text is worth nothing


async def renewed(latest: str | None) -> str | None:
    await asyncio.sleep(0)
    return latest


remote = Remote()
store: Store = remote


@app.get("/")
async def index(names: list[str], name: str) -> None:
    await store.find(name)
    await remote.in_loop(names)
    await remote.in_while()
    await remote.in_stream(names)
    await remote.in_try()
    await remote.in_match(name)
    await remote.in_with(asyncio.TaskGroup())
    await remote.leaving()
    await remote.looking_again()
    await remote.counting(name)
    await remote.summing()
    await remote.filling()
    await remote.refreshing()
    await remote.extending(name)


class Feeds:
    """One, by the container."""

    def __init__(self) -> None:
        self.socket = None
        self.own = None

    async def open(self) -> None:
        if self.socket is None:
            self.socket = await websockets.connect("wss://feeds.example")  # error: unlocked-state-across-await `open` checks `self.socket`


class Container:
    feeds = providers.Singleton(Feeds)


@app.get("/feeds")
async def read_feeds(feeds: Feeds) -> None:
    await feeds.open()


def counted(function):
    @wraps(function)
    async def inner(*arguments):
        return await function(*arguments)

    return inner


handlers = {}
last = None


async def get_last() -> websockets.ClientConnection:
    global last
    if last is None:
        last = await websockets.connect("wss://last.example")  # ok: no event is known to run it
    return last


@counted
async def listen(message) -> None:
    await get_last()


@handlers["listen"]
async def listen_too(message) -> None:
    await get_last()


@bot.event
async def on_ready() -> None:
    await get_last()


deep = None


async def get_deep() -> websockets.ClientConnection:
    global deep
    if deep is None:
        deep = await websockets.connect("wss://deep.example")  # missed: six calls lie between
    return deep


async def first() -> None:
    await get_deep()


async def second() -> None:
    await first()


async def third() -> None:
    await second()


async def fourth() -> None:
    await third()


async def fifth() -> None:
    await fourth()


@bot.event
async def on_message(message) -> None:
    await fifth()


class Bridge(commands.Bot):
    """A bot of its own class."""

    def __init__(self) -> None:
        super().__init__("!")
        self.uplink = None

    async def send(self, names: list[str]) -> None:
        for name in names:
            task = asyncio.create_task(self.connect_uplink(name))
            await task
        for name in names:
            print(name, self.connect_uplink(name))

    async def connect_uplink(self, name: str) -> None:
        if self.uplink is None:
            self.uplink = await websockets.connect(name)  # ok: one task after the other


class Relay:
    def __init__(self) -> None:
        self.link = Link()
        self.socket = None

    async def send(self, names: list[str]) -> None:
        for name in names:
            if name:
                asyncio.create_task(self.link.open())


class Link:
    def __init__(self) -> None:
        self.socket = None

    async def open(self) -> None:
        if self.socket is None:
            self.socket = await websockets.connect("wss://link.example")  # missed: the tasks are made under a condition
