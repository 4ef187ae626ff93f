import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Customer, Order


async def customers_of(session: AsyncSession, orders: list[Order]) -> dict[int, Customer | None]:
    found = {}
    for order in orders:
        found[order.id] = await session.get(Customer, order.customer_id)  # error: query-in-loop `session.get()` asks the database once for each `order`; fetch them all at once with `select(…).where(….in_(…))`
    return found


async def at_once(session: AsyncSession, orders: list[Order]) -> dict[int, Customer]:
    keys = {order.customer_id for order in orders}
    customers = await session.scalars(select(Customer).where(Customer.id.in_(keys)))
    return {customer.id: customer for customer in customers}


async def open_orders(session: AsyncSession, customer_id: int) -> list[Order]:
    query = select(Order).where(Order.customer_id == customer_id, Order.is_open)
    return list(await session.scalars(query))


async def overview(session: AsyncSession, customers: list[Customer]) -> list[list[Order]]:
    return await asyncio.gather(
        *(open_orders(session, customer.id) for customer in customers)  # error: query-in-loop `open_orders()` leads to `session.scalars()` (example.py:24), which asks the database once for each `customer`; one statement for all of them
    )


async def close(session: AsyncSession, orders: list[Order]) -> None:
    for order in orders:
        order.is_open = False
        session.add(order)
        await session.commit()  # error: query-in-loop `session.commit()` commits once for each `order`; commit once, after the loop
