from redis import Redis
from redis import asyncio as aioredis

from orders.config import get_settings

_store: Redis | None = None
_boot_id: str | None = None
async_store = aioredis.from_url("redis://localhost")


def store() -> Redis:
    """One client for the process; connects with the first command."""
    global _store
    if _store is None:
        _store = Redis.from_url(get_settings().redis_url)
    return _store


def checked_store() -> Redis:
    """The client, after a word with the server."""
    global _store
    if _store is not None:
        _store.ping()
        return _store
    _store = Redis.from_url(get_settings().redis_url)
    return _store


def boot_id() -> str:
    """Asked for once in the life of a process."""
    global _boot_id
    if _boot_id is None:
        _boot_id = f"boot-{store().incr('boots')}"
    return _boot_id


def next_value(name: str) -> int:
    return int(store().incr(name))


async def next_value_async(name: str) -> int:
    return int(await async_store.incr(name))  # ok: awaited
