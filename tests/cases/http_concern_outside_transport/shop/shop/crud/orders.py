from fastapi import HTTPException
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from shop.db.models import Order


async def by_id(session: AsyncSession, order_id: int) -> Order | None:
    return await session.get(Order, order_id)


async def add(session: AsyncSession, order: Order) -> Order:
    session.add(order)
    try:
        await session.commit()
    except IntegrityError as error:
        raise HTTPException(409, "order exists") from error  # error: http-concern-outside-transport `add` raises `HTTPException`
    return order


async def cancel(session: AsyncSession, order_id: int) -> None:
    order = await by_id(session, order_id)
    if order is None:
        raise LookupError(order_id)  # ok: no business of HTTP
    await session.delete(order)


async def record(session: AsyncSession, action: str, ip: str) -> None: ...


def validate(path: str) -> None: ...
