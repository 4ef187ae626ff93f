import asyncio

import aio_pika
import aiohttp
import aiosqlite
import asyncpg
import discord
import websockets
from aiogram import Router
from discord.ext import commands
from pyrogram import Client

pool = None
copy_pool = None
archive = None
queue = None
log_queue = None
journal = None
connected = 0
router = Router()
client = Client("shop")


async def get_pool() -> asyncpg.Pool:
    global pool
    if pool is None:
        pool = await asyncpg.create_pool("postgresql://localhost/shop")  # error: unlocked-state-across-await `get_pool` checks `pool`, waits, and then sets it: another task may pass the same check meanwhile
    return pool


@router.message()
async def buy(message) -> None:
    await (await get_pool()).execute("insert into orders values ($1)", message.text)


async def get_copy_pool() -> asyncpg.Pool:
    global copy_pool
    if copy_pool is None:
        copy_pool = await asyncpg.create_pool("postgresql://localhost/copy")  # error: unlocked-state-across-await
    return copy_pool


@client.on_message()
async def list_orders(client, message) -> None:
    await (await get_copy_pool()).fetch("select * from orders")


async def get_archive() -> aiosqlite.Connection:
    global archive
    if archive is None:
        archive = await aiosqlite.connect("archive.db")  # ok: only what runs when the bot is ready asks for it
    return archive


class Shop(commands.Cog):
    """A bot has one of it."""

    def __init__(self, bot: commands.Bot) -> None:
        self.bot = bot
        self.connection: aiosqlite.Connection | None = None
        self.cart = Cart()
        self.sold = 0

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        await get_archive()

    @commands.command()
    async def sell(self, ctx: commands.Context) -> None:
        if self.connection is None:
            self.connection = await aiosqlite.connect("shop.db")  # error: unlocked-state-across-await `sell` checks `self.connection`, waits, and then sets it: another task may
        self.sold += await price(ctx.message.content)  # error: unlocked-state-across-await
        await self.cart.open()

    async def never_called(self) -> None:
        if self.bot.owner_id is None:
            self.connection = await aiosqlite.connect("owner.db")  # ok: no event runs it


class Cart:
    def __init__(self) -> None:
        self.socket = None

    async def open(self) -> None:
        if self.socket is None:
            self.socket = await websockets.connect("wss://cart.example")  # error: unlocked-state-across-await `open` checks `self.socket`


class Question(discord.ui.View):
    """Each message has its own."""

    def __init__(self) -> None:
        super().__init__()
        self.socket = None

    @discord.ui.button(label="Yes")
    async def yes(self, interaction: discord.Interaction, button: discord.ui.Button) -> None:
        if self.socket is None:
            self.socket = await websockets.connect("wss://answers.example")  # ok: a message has its own


async def price(text: str) -> float:
    await asyncio.sleep(0)
    return float(text)


async def get_queue() -> aio_pika.abc.AbstractConnection:
    global queue
    if queue is None or queue.is_closed:
        queue = await aio_pika.connect_robust("amqp://localhost")  # error: unlocked-state-across-await `get_queue` checks `queue`, waits, and then sets it: another task may pass
    return queue


async def consume(number: int) -> None:
    connection = await get_queue()
    await connection.channel()


async def work() -> None:
    await asyncio.gather(*(consume(number) for number in range(10)))


async def get_log_queue() -> aio_pika.abc.AbstractConnection:
    global log_queue
    if log_queue is None:
        log_queue = await aio_pika.connect_robust("amqp://localhost/log")  # ok: it is there before the tasks are made
    return log_queue


async def write_log(number: int) -> None:
    await (await get_log_queue()).channel()


async def write_logs() -> None:
    await get_log_queue()
    await asyncio.gather(*(write_log(number) for number in range(10)))


async def get_journal() -> aiosqlite.Connection:
    global journal
    if journal is None:
        journal = await aiosqlite.connect("journal.db")  # ok: one after the other
    return journal


async def note(line: str) -> None:
    await (await get_journal()).execute("insert into lines values (?)", [line])


async def note_all(lines: list[str]) -> None:
    for line in lines:
        await asyncio.create_task(note(line))
    [await note(line) for line in lines]
    asyncio.create_task(note("end"))


class Crawler:
    """Whoever has it, its own tasks share it."""

    def __init__(self) -> None:
        self.session: aiohttp.ClientSession | None = None
        self.connection: aiosqlite.Connection | None = None
        self.guarded: aiosqlite.Connection | None = None
        self.early: aiosqlite.Connection | None = None
        self.log: aiosqlite.Connection | None = None
        self.shared: aiosqlite.Connection | None = None
        self.connections: dict[str, aiosqlite.Connection] = {}
        self.lock = asyncio.Lock()
        self.seen = 0

    async def crawl(self, pages: list[str]) -> None:
        await self._open_early()
        visits = [self.visit(page) for page in pages]
        await asyncio.gather(*visits)

    async def crawl_in_tasks(self, pages: list[str]) -> None:
        async with asyncio.TaskGroup() as group:
            for page in pages:
                group.create_task(self.read(page))

    async def crawl_in_order(self, pages: list[str]) -> None:
        for page in pages:
            await self.keep(page)

    async def crawl_collected(self, pages: list[str]) -> None:
        waiting = []
        for page in pages:
            waiting.append(self.count(page))
        await asyncio.gather(*waiting)

    async def visit(self, page: str) -> None:
        connection = await self._open()
        await connection.execute("insert into pages values (?)", [page])
        await self._open_early()
        await self._open_once()
        await self._open_one(page)
        async with self.lock:
            await self._open_guarded()

    async def _open(self) -> aiosqlite.Connection:
        if self.connection is None:
            self.connection = await aiosqlite.connect("pages.db")  # error: unlocked-state-across-await `_open` checks `self.connection`
        return self.connection

    async def _open_guarded(self) -> None:
        if self.guarded is None:
            self.guarded = await aiosqlite.connect("guarded.db")  # ok: those who call it hold a lock

    async def _open_early(self) -> None:
        if self.early is None:
            self.early = await aiosqlite.connect("early.db")  # ok: it is there before the tasks are made

    async def _open_once(self) -> aiosqlite.Connection:
        if self.shared is None:
            self.shared = await self._opened()  # ok: what it awaits looks again, under a lock
        return self.shared

    async def _opened(self) -> aiosqlite.Connection:
        async with self.lock:
            if self.shared is not None:
                return self.shared
            return await aiosqlite.connect("shared.db")

    async def _open_one(self, page: str) -> None:
        if page not in self.connections:
            self.connections[page] = await aiosqlite.connect(page)  # ok: each task has a page of its own

    async def read(self, page: str) -> None:
        if self.session is None:
            await asyncio.sleep(0)
            self.session = aiohttp.ClientSession()  # error: unlocked-state-across-await `read` checks `self.session`

    async def count(self, page: str) -> None:
        self.seen += await length(page)  # error: unlocked-state-across-await `count` reads `self.seen`

    async def keep(self, page: str) -> None:
        if self.log is None:
            self.log = await aiosqlite.connect("log.db")  # ok: one page after the other


async def length(page: str) -> int:
    await asyncio.sleep(0)
    return len(page)


class Feed:
    def __init__(self, url: str) -> None:
        self.url = url
        self.socket = None

    async def connect(self) -> None:
        if self.socket is None:
            self.socket = await websockets.connect(self.url)  # ok: each task has its own feed


async def follow(urls: list[str]) -> None:
    feeds = [Feed(url) for url in urls]
    await asyncio.gather(*(feed.connect() for feed in feeds))


async def follow_one(feed: Feed, url: str) -> None:
    await feed.connect()


async def follow_twice(urls: list[str]) -> None:
    feed = Feed(urls[0])
    await asyncio.gather(*(follow_one(feed, url) for url in urls))
