from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Optional

import orders.clients.fx
import orders.common.counters as counters
from tenacity import retry, stop_after_attempt

from ..api.deps import get_payments
from ..clients import Inventory, Mailer, send_mail
from ..clients.fx import load_table as fresh_table
from ..common import leases
from ..common.leases import Lease, LocalLease, keeper, kept, leased, lock, oldest, try_lock
from ..common.memo import Redis, get, sleep
from ..repositories import Orders
from ..storage import LocalStorage, S3Storage
from ..wiring import Archive, archive, async_inventory, dumps, inventory, local_or_remote, mailers, payments


class Sink(ABC):
    """Where an export goes; every implementation waits."""

    @abstractmethod
    def put(self, text: str) -> None: ...


class FileSink(Sink):
    def put(self, text: str) -> None:
        Path("export.csv").write_text(text)


class BucketSink(Sink):
    def put(self, text: str) -> None:
        S3Storage("exports").save("export.csv", text.encode())


class Counting:
    def counted(self) -> int:
        return counters.next_value("exports")


class Naming:
    def name(self) -> str:
        return f"{type(self).__name__}.csv"


class CountedSink(Naming, Counting, FileSink):
    async def export(self, text: str) -> str:
        self.put(text)  # error: blocking-call-in-async pathlib.Path.write_text
        return f"{self.name()}-{self.counted()}"  # error: blocking-call-in-async redis.Redis.incr


@dataclass
class Exporter:
    archive: S3Storage
    mailer: Optional[Mailer] = None
    formatter: Callable[[object], str] = dumps
    stock: ClassVar[Inventory] = Inventory()

    async def export(self, text: str) -> str:
        self.archive.save("export.csv", text.encode())  # error: blocking-call-in-async botocore.client.BaseClient
        if self.mailer is not None:
            self.mailer.send("us@internal", "Exported", text)  # error: blocking-call-in-async smtplib.SMTP.send_message
        self.stock.stock("all")  # error: blocking-call-in-async requests.Session.request
        return self.formatter(text)  # ok: nobody knows which formatter


class Job(NamedTuple):
    sink: CountedSink
    archive: S3Storage

    async def run(self) -> None:
        self.sink.put("")  # error: blocking-call-in-async pathlib.Path.write_text
        self.archive.key_of(1)  # ok: computes only


@retry(stop=stop_after_attempt(3))
def fetched_stock(sku: str) -> int:
    return inventory.stock(sku)


async def to_files(sinks: list[FileSink], text: str) -> None:
    for sink in sinks:
        sink.put(text)  # error: blocking-call-in-async pathlib.Path.write_text
    await asyncio.gather(*[asyncio.to_thread(sink.put, text) for sink in sinks])  # ok: handed to threads


async def to_any_sink(sink: Sink, text: str) -> None:
    sink.put(text)  # missed: an abstract method, though each implementation waits


async def stock_with_retries(sku: str) -> int:
    return fetched_stock(sku)  # error: blocking-call-in-async requests.Session.request


async def shared_clients(sku: str) -> None:
    inventory.stock(sku)  # error: blocking-call-in-async requests.Session.request
    await async_inventory.stock(sku)  # ok: awaited, an async twin
    (await get_payments()).charge(1, 1)  # error: blocking-call-in-async requests.Session.request
    payments().charge(1, 1)  # error: blocking-call-in-async requests.Session.request
    mailers["bulk"].deliver()  # missed: an object taken from a dictionary


async def shared_archives(bucket: str) -> None:
    if (found := archive(bucket)) is not None:
        found.save("key", b"")  # error: blocking-call-in-async botocore.client.BaseClient
    local_or_remote(bucket).save("key", b"")  # missed: an object of one of two types
    Archive(bucket).load("key")  # missed: a class that is one of two, and one of them is in memory


async def by_module_names(table: dict[str, float]) -> None:
    orders.clients.fx.load_table()  # error: blocking-call-in-async requests.get
    counters.next_value("exports")  # error: blocking-call-in-async redis.Redis.incr
    fresh_table()  # error: blocking-call-in-async requests.get
    orders.clients.fx.is_known("EUR")  # ok: memoised, blocks once
    orders.common.counters.store()  # ok: connects with the first command


async def by_an_import_inside(name: str) -> str:
    from orders.config import reloaded_settings as settings

    return settings().bucket + name  # error: blocking-call-in-async pathlib.Path.read_text


async def by_a_walrus(found_by: Orders, number: int) -> int:
    if found := found_by.get(number):  # error: blocking-call-in-async sqlalchemy.orm.Session.get
        return found.total
    return 0


async def by_a_local_name(email: str) -> None:
    deliver = send_mail
    deliver(email, "Exported", "")  # error: blocking-call-in-async smtplib.SMTP


async def by_a_name_made_at_run_time(email: str, name: str) -> None:
    getattr(orders.clients.fx, name)()  # missed: a function found by a name made at run time


async def by_a_table_of_functions(name: str) -> None:
    {"rates": fresh_table, "stock": inventory.close}[name]()  # missed: a function taken from a dictionary


async def under_a_lease(name: str) -> None:
    with Lease(name):  # error: blocking-call-in-async redis.Redis.set
        await asyncio.sleep(1)
    with leased(name) as lease:  # error: blocking-call-in-async redis.Redis.set
        lease.name = name
    with leases.Lease(name) as lease:  # error: blocking-call-in-async redis.Redis.set
        lease.name = name


async def under_a_local_lease() -> None:
    with LocalLease():  # ok: doesn't wait
        await asyncio.sleep(1)


async def locked() -> bool:
    if try_lock():  # ok: doesn't wait
        return True
    return lock()  # error: blocking-call-in-async threading.Lock.acquire


async def keeping(name: str) -> None:
    keep = keeper(name)  # ok: makes a function
    await asyncio.to_thread(keep)  # ok: handed to a thread
    if not kept(name):  # error: blocking-call-in-async redis.Redis.exists
        raise LookupError(oldest([name]))  # error: blocking-call-in-async redis.Redis.ttl


async def keeping_by_itself(name: str) -> None:
    keep = keeper(name)
    keep()  # missed: a function that a function of the project made


async def with_own_names(name: str) -> str | None:
    redis = Redis()  # ok: an own class
    redis.set(name, get(name))  # ok: an own class and an own function
    sleep(1)  # ok: an own function
    return redis.get(name)  # ok: an own class


async def shadowed_by_a_parameter(send_mail: Any, inventory: dict[str, int], sku: str) -> int:
    send_mail("us@internal", sku, "")  # ok: whatever was handed in
    return inventory.get(sku, 0)  # ok: a dictionary


async def shadowed_by_a_local_function(email: str) -> None:
    def send_mail(to: str) -> str:
        return to.lower()

    send_mail(email)  # ok: an own function


async def shadowed_by_a_loop(texts: list[str]) -> list[str]:
    return [lock.strip() for lock in texts]  # ok: a text


async def checked_for_existence(folder: Path) -> bool:
    return LocalStorage(folder).has("export.csv")  # ok: a file's metadata is off


class Twin:
    """Sync functions that hand back a coroutine."""

    def stock(self, sku: str):
        return async_inventory.stock(sku)

    async def both(self, first: str, second: str) -> list[int]:
        one = await self.stock(first)  # ok: awaited
        later = self.stock(second)  # ok: makes a coroutine
        return [one, await later]


async def nested_workers(names: list[str]) -> list[None]:
    async def one(name: str) -> None:
        fresh_table()  # error: blocking-call-in-async requests.get
        await asyncio.to_thread(store_one, name)  # ok: handed to a thread

    def store_one(name: str) -> None:
        counters.next_value(name)  # ok: handed to a thread above

    class Reader:
        def read(self) -> None:
            fresh_table()  # ok: on no loop until somebody calls it there

    print(Reader)
    return await asyncio.gather(*[one(name) for name in names])  # ok: makes coroutines, reported inside
