import asyncio
import time

from fastapi import APIRouter, Request

from orders import database
from orders.common.clock import now
from orders.config import region, reloaded_settings
from orders.telemetry.metrics import memory

router = APIRouter()


class Session:
    """Of a health check; not SQLAlchemy's."""

    def __init__(self) -> None:
        self.started = now()

    def commit(self) -> None:
        self.ended = now()

    def get(self, name: str) -> str:
        return f"{name}: {self.started}"


def open(name: str) -> Session:
    """Not Python's."""
    return Session()


@router.get("/health")
async def health() -> bool:
    return database.is_reachable()  # error: blocking-call-in-async sqlalchemy


@router.get("/health/thread")
async def health_in_a_thread() -> bool:
    return await asyncio.to_thread(database.is_reachable)  # ok: handed to a thread


@router.get("/health/sync")
def health_in_the_thread_pool() -> bool:
    return database.is_reachable()  # ok: a sync endpoint runs in a thread


@router.get("/health/name")
async def name() -> str:
    return f"{database.database_name()} in {region()}"  # ok: memoised settings, and the environment


@router.get("/health/reload")
async def reload() -> str:
    return reloaded_settings().bucket  # error: blocking-call-in-async pathlib.Path.read_text


@router.get("/health/session")
async def session(request: Request) -> str:
    with_own_name = Session()
    with_own_name.commit()  # ok: an own class
    own = open("health")  # ok: an own function
    return own.get(request.url.path)  # ok: an own class


@router.get("/health/memory")
async def used_memory() -> int:
    return memory()  # ok: asks the kernel only


async def measured(time: "Stop", requests: dict[str, str]) -> str:
    time.sleep(1)  # ok: an own class
    return requests.get("name", "")  # ok: a dictionary


class Stop:
    def sleep(self, seconds: float) -> float:
        return time.monotonic() + seconds
