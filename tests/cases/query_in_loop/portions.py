import itertools
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import Future, as_completed
from enum import Enum

from redis.asyncio import Redis
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from shop.models import Customer, Order, Report

KINDS = ("new", "open", "closed")
defaults = [("eur", 100), ("usd", 110)]


class Status(Enum):
    OPEN = "open"
    CLOSED = "closed"


def batches(session: Session, rows: list[dict[str, int]]) -> None:
    for batch in itertools.batched(rows, 500):
        session.execute(insert(Order), batch)  # ok: many at a time
        session.commit()  # ok: a commit for each batch keeps transactions short


def chunks(session: Session, ids: list[int]) -> Iterator[Order]:
    for start in range(0, len(ids), 500):
        yield from session.scalars(select(Order).where(Order.id.in_(ids[start : start + 500])))  # ok: many at a time


def groups(session: Session, by_owner: dict[int, list[int]]) -> None:
    for owner, ids in by_owner.items():
        session.execute(update(Order).where(Order.id.in_(ids)).values(owner=owner))  # ok: each writes many rows


def pages(session: Session, count: int) -> Iterator[Order]:
    for page in range(count):
        yield from session.scalars(select(Order).offset(page * 100).limit(100))  # ok: a page at a time


def by_index(session: Session, ids: list[int]) -> Iterator[object]:
    for index in range(len(ids)):
        yield session.get(Order, ids[index])  # error: query-in-loop once for each `index`


async def paginated(session: AsyncSession, client: Client) -> None:
    async for page in client.paginate("/orders"):
        await session.execute(insert(Order), page)  # ok: a page at a time


async def consumed(session: AsyncSession, consumer: AsyncIterator[Message]) -> None:
    async for message in consumer:
        order = await session.get(Order, message.key)  # ok: one comes after the other
        await session.commit()  # ok: likewise


async def streamed(session: AsyncSession) -> None:
    result = await session.stream_scalars(select(Order))
    async for order in await session.stream_scalars(select(Order)):
        await session.get(Customer, order.customer_id)  # error: query-in-loop once for each `order`
    async for order in result:
        await session.get(Customer, order.customer_id)  # missed: what a name was bound to isn't looked up here


def queued(session: Session, queue: Iterable[int]) -> None:
    for key in queue:
        session.get(Order, key)  # ok: one comes after the other


def popped(session: Session, waiting: list[int]) -> None:
    while waiting:
        key = waiting.pop()
        order = session.get(Order, key)  # ok: what comes next isn't known before
        waiting.extend(order.children)


def completed(session: Session, futures: list[Future[Order]]) -> None:
    for future in as_completed(futures):
        session.merge(future.result())
        session.commit()  # ok: kept as soon as it is there


def retried(session: Session, key: int) -> object:
    for attempt in range(3):
        found = session.get(Order, key + attempt)  # ok: attempts
        time.sleep(0)
    return found


def few(session: Session, customer: int) -> dict[str, int]:
    counts = {}
    for kind in KINDS:
        counts[kind] = session.query(Order).filter_by(customer_id=customer, kind=kind).count()  # ok: three
    for status in Status:
        counts[status.value] = session.query(Order).filter_by(status=status).count()  # ok: an enumeration
    for name in ("first", "last"):
        counts[name] = session.query(Order).filter_by(name=name).count()  # ok: two
    for currency, rate in defaults:
        session.execute(insert(Report).values(currency=currency, rate=rate))  # ok: written out above
    return counts


def few_of_many(session: Session, customers: list[Customer]) -> None:
    for customer in customers:
        for kind in KINDS:
            session.query(Order).filter_by(customer=customer, kind=kind).count()  # error: query-in-loop once for each `customer`


def of_settings(session: Session, settings: Settings) -> None:
    for name in settings.admins:
        session.execute(insert(Customer).values(name=name))  # ok: as it is configured


async def in_portions_of_each(session: AsyncSession, customers: list[Customer]) -> None:
    for customer in customers:
        for chunk in itertools.batched(customer.orders, 500):
            await session.execute(insert(Report), [each.id for each in chunk])  # ok: many at a time


async def listened(redis: Redis) -> None:
    async for event in redis.pubsub().listen():
        await redis.set(event["channel"], event["data"])  # ok: one comes after the other


def filled(session: Session, rows: Iterable[dict[str, int]]) -> None:
    buffer: list[dict[str, int]] = []
    for number, row in enumerate(rows):
        buffer.append(row)
        if len(buffer) >= 500:
            session.execute(insert(Order), buffer)  # ok: now and then
            buffer = []
        if number % 1000 == 0:
            session.commit()  # ok: now and then
    session.execute(insert(Order), buffer)
