import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Customer, Order


async def read(session: AsyncSession, key: int) -> Customer | None:
    return await session.get(Customer, key)


async def gathered(session: AsyncSession, keys: list[int]) -> list[Customer | None]:
    return await asyncio.gather(*[read(session, key) for key in keys])  # error: query-in-loop `read()` leads to `session.get()`


async def directly(session: AsyncSession, keys: list[int]) -> list[Customer | None]:
    return await asyncio.gather(*(session.get(Customer, key) for key in keys))  # error: query-in-loop `session.get()` asks the database once for each `key`


async def in_a_group(session: AsyncSession, keys: list[int]) -> None:
    async with asyncio.TaskGroup() as group:
        for key in keys:
            group.create_task(read(session, key))  # error: query-in-loop `read()` leads to `session.get()`


async def as_dict(session: AsyncSession, orders: list[Order]) -> dict[int, Customer | None]:
    return {order.id: await session.get(Customer, order.customer_id) for order in orders}  # error: query-in-loop once for each `order`


async def filtered(session: AsyncSession, orders: list[Order]) -> list[Order]:
    return [order for order in orders if await session.get(Customer, order.customer_id)]  # error: query-in-loop once for each `order`


async def nested(session: AsyncSession, orders: list[Order]) -> list[object]:
    return [await session.get(Order, key) for order in orders for key in order.related]  # error: query-in-loop once for each `key`


async def over_the_rows(session: AsyncSession) -> list[str]:
    return [order.number for order in await session.scalars(select(Order))]  # ok: the query runs once


async def shadowed(session: AsyncSession, orders: list[Order], key: int) -> list[object]:
    found: list[object] = []
    for order in orders:
        found.extend([order for order in await session.scalars(select(Order).where(Order.id == key))])  # ok: nothing of the element is in it
    return found


async def outside(session: AsyncSession, orders: list[Order], key: int) -> list[str]:
    owner = await session.get(Customer, key)  # ok: before the loop
    return [f"{owner.name} {order.number}" for order in orders]


async def with_walrus(session: AsyncSession, keys: list[int]) -> list[Customer]:
    return [found for key in keys if (found := await session.get(Customer, key))]  # error: query-in-loop once for each `key`
