from fastapi import HTTPException, Request
from sqlalchemy.ext.asyncio import AsyncSession


class Order:
    def __init__(self, customer: str) -> None:
        self.customer = customer


class OrderNotFoundError(Exception):
    pass


class OrderService:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def read(self, order_id: int) -> Order:
        order = await self.session.get(Order, order_id)
        if order is None:
            raise HTTPException(404, "no such order")  # error: http-concern-outside-transport `read` raises `HTTPException`: raise an error of the domain, and let the route turn it into a status
        return order

    async def place(self, request: Request) -> Order:  # error: http-concern-outside-transport `place` takes a `Request`: take the values that it needs, so that a job or a test can call it
        order = Order(request.state.customer)
        self.session.add(order)
        return order

    async def find(self, order_id: int) -> Order:
        order = await self.session.get(Order, order_id)
        if order is None:
            raise OrderNotFoundError(order_id)  # ok: an error of the domain
        return order
