from dataclasses import dataclass

from fastapi import HTTPException, Request, status
from fastapi.responses import JSONResponse, StreamingResponse
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.clients.payments import PaymentClient
from shop.crud import orders as crud
from shop.db.models import Order
from shop.errors import OrderNotFound


async def get_order(session: AsyncSession, order_id: int) -> Order:
    order = await crud.by_id(session, order_id)
    if order is None:
        raise HTTPException(status_code=404, detail="no such order")  # error: http-concern-outside-transport `get_order` raises `HTTPException`: raise an error of the domain, and let the route turn it into a status
    return order


async def get_order_or_404(session: AsyncSession, order_id: int) -> Order:
    order = await session.get(Order, order_id)
    if not order:
        raise HTTPException(status.HTTP_404_NOT_FOUND)  # error: http-concern-outside-transport `get_order_or_404` raises `HTTPException`
    return order


async def find_order(session: AsyncSession, order_id: int) -> Order:
    order = await crud.by_id(session, order_id)
    if order is None:
        raise OrderNotFound(order_id)  # ok: an error of the project's own
    return order


async def place_order(request: Request, session: AsyncSession, item: str) -> Order:  # error: http-concern-outside-transport `place_order` takes a `Request`: take the values that it needs, so that a job or a test can call it
    order = Order(item=item, customer_id=request.state.user.id)
    return await crud.add(session, order)


async def export_orders(session: AsyncSession) -> StreamingResponse:  # error: http-concern-outside-transport `export_orders` returns a `StreamingResponse`: return the data, and let the route make the response
    rows = await session.scalars(select(Order))
    return StreamingResponse((f"{row.id}\n" for row in rows), media_type="text/csv")


async def cancel_order(session: AsyncSession, order_id: int):
    await crud.cancel(session, order_id)
    return JSONResponse({"cancelled": order_id})  # error: http-concern-outside-transport `cancel_order` makes a response with `JSONResponse`: return the data


async def list_orders(session: AsyncSession, request: "Request | None" = None) -> list[Order]:  # error: http-concern-outside-transport `list_orders` takes a `Request`
    limit = int(request.query_params.get("limit", 10)) if request else 10
    return list(await session.scalars(select(Order).limit(limit)))


async def count_orders(session: AsyncSession) -> int:  # ok: takes a session and gives a number
    return len(list(await session.scalars(select(Order))))


@dataclass
class OrderService:
    session: AsyncSession
    payments: PaymentClient

    async def pay(self, order_id: int) -> None:
        order = await crud.by_id(self.session, order_id)
        if order is None:
            error = HTTPException(404)
            raise error  # missed: the error is made a line above
        if order.paid:
            raise HTTPException(status_code=409)  # error: http-concern-outside-transport `pay` raises `HTTPException`
        await self.payments.charge(order)

    async def refund(self, order_id: int) -> None:
        try:
            await self.payments.refund(order_id)
        except HTTPException:
            raise  # ok: only passes on what another raised
        except TimeoutError as error:
            raise HTTPException(status.HTTP_504_GATEWAY_TIMEOUT) from error  # error: http-concern-outside-transport `refund` raises `HTTPException`
