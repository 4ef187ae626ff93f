from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from shop.database import get_session
from shop.orders import Order, OrderRepository
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

router = APIRouter(prefix="/orders")
SessionDep = Annotated[AsyncSession, Depends(get_session)]


@router.get("/")
async def list_orders(session: SessionDep, paid: bool = True) -> list[Order]:  # error: data-access-in-route-handler `list_orders` gets at data by itself: it builds queries (line 15) and uses the database (line 16); move that into a function of a repository or service
    query = select(Order).where(Order.paid == paid)
    return list(await session.scalars(query.order_by(Order.placed_at).limit(50)))


@router.get("/open")
async def list_open_orders(session: SessionDep) -> list[Order]:  # ok: hands the session on
    return await OrderRepository(session).open_orders()


@router.get("/{order_id}")
async def read_order(session: SessionDep, order_id: int) -> Order:
    order = await session.get(Order, order_id)  # ok: fetches what the path names, and nothing else
    if order is None:
        raise HTTPException(404)
    return order
