from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from orders.common.counters import next_value
from orders.models import Order
from orders.repositories.base import Repository


class OrderRepository(Repository[Order]):
    model = Order

    @classmethod
    def on(cls, engine: Engine) -> OrderRepository:
        return cls(Session(engine))

    @classmethod
    def latest_of(cls, session: Session, customer_id: int) -> list[Order]:
        return cls(session).open_orders(customer_id)[:10]

    @staticmethod
    def next_number() -> int:
        return next_value("orders")

    @property
    def count(self) -> int:
        return self.session.scalar(select(func.count()).select_from(Order)) or 0

    def open_orders(self, customer_id: int) -> list[Order]:
        statement = self.statement().where(Order.customer_id == customer_id)
        return list(self.session.scalars(statement))

    def place(self, order: Order) -> Order:
        order.number = self.next_number()
        return self.save(order)

    def batches(self, size: int = 500) -> Iterator[list[Order]]:
        batch: list[Order] = []
        for order in self.session.scalars(self.statement()):
            batch.append(order)
            if len(batch) == size:
                yield batch
                batch = []
        yield batch


class AsyncOrderRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get(self, number: int) -> Order | None:
        return await self.session.get(Order, number)  # ok: awaited

    async def place(self, order: Order) -> Order:
        order.number = OrderRepository.next_number()  # error: blocking-call-in-async redis.Redis.incr
        self.session.add(order)  # ok: an async session
        await self.session.commit()
        return order

    async def open_orders(self, customer_id: int) -> list[Order]:
        found = await self.session.scalars(self._statement(customer_id))  # ok: builds a statement
        return list(found)

    def _statement(self, customer_id: int):
        return select(Order).where(Order.customer_id == customer_id)
