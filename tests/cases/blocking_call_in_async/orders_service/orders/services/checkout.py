from __future__ import annotations

import asyncio
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from orders.clients import AsyncInventory, Inventory, Payments, rates
from orders.clients import OfflineInventory
from orders.clients.payments import Receipt
from orders.common.clock import machine
from orders.common.counters import boot_id, checked_store, next_value, next_value_async
from orders.common.offloading import run_blocking
from orders.common.retrying import attempt_twice, backoff, pause
from orders.database import async_unit_of_work, unit_of_work
from orders.repositories import OrderRepository, Orders
from orders.telemetry import span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from orders.models import Order


class CheckoutService:
    """Places orders; written by many hands."""

    def __init__(self, session: Session, payments: Payments | None = None) -> None:
        self.orders = OrderRepository(session)
        self.payments = payments or Payments()
        self.inventory = Inventory()
        self.stock = AsyncInventory()

    async def place(self, order: Order) -> Order:
        await self._check(order)  # ok: awaited, and reported inside
        order = self.orders.place(order)  # error: blocking-call-in-async
        charge = self.payments.charge(order.number, order.total)  # error: blocking-call-in-async requests.Session.request
        self._note(charge)  # ok: computes only
        return order

    async def _check(self, order: Order) -> None:
        if not self._has_stock(order):  # error: blocking-call-in-async requests.Session.request
            raise LookupError(order.label())  # ok: computes only
        if order.is_large and order.total_in_euro > 2_000:  # error: blocking-call-in-async requests.get
            raise ValueError(order.number)

    def _has_stock(self, order: Order) -> bool:
        return self._reserved(order.label(), 1)

    def _reserved(self, sku: str, quantity: int) -> bool:
        return self.inventory.reserve(sku, quantity)

    def _note(self, charge: str) -> None:
        self.last_charge = charge

    async def place_without_waiting(self, order: Order) -> None:
        await asyncio.to_thread(self.orders.place, order)  # ok: handed to a thread
        await run_blocking(self.payments.charge, order.number, order.total)  # ok: handed to a thread by a function of the project
        await run_blocking(partial(self.orders.exists, order.number))  # ok: likewise
        await asyncio.to_thread(lambda: self.orders.save(order))  # ok: handed to a thread
        reserve = self._reserved  # ok: not called yet
        await asyncio.to_thread(reserve, order.label(), 1)  # ok: handed to a thread

    async def place_too_eagerly(self, order: Order) -> None:
        await asyncio.to_thread(self._note, self.payments.charge(1, order.total))  # error: blocking-call-in-async requests.Session.request
        await run_blocking(print, self.orders.exists(order.number))  # error: blocking-call-in-async sqlalchemy.orm.Session.get

        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, self.orders.exists(order.number))  # error: blocking-call-in-async sqlalchemy.orm.Session.get
        await loop.run_in_executor(None, partial(print, self.orders.count))  # error: blocking-call-in-async sqlalchemy.orm.Session.scalar
        Thread(target=print, args=(self.payments.balance,)).start()  # error: blocking-call-in-async requests.Session.request

    async def cancel(self, number: int) -> bool:
        if not self.orders.exists(number):  # error: blocking-call-in-async sqlalchemy.orm.Session.get
            return False
        self.payments.refund(f"ch-{number}")  # error: blocking-call-in-async
        return True

    async def reserve(self, sku: str) -> bool:
        return await self.stock.reserve(sku, 1)  # ok: an async twin

    async def receipt(self, charge: str) -> int:
        receipt = Receipt(charge)  # error: blocking-call-in-async requests.Session.request
        return receipt.total  # ok: computes only

    async def balance(self) -> int:
        return self.payments.balance  # error: blocking-call-in-async requests.Session.request

    async def charge_now(self, order: Order) -> str:
        return Payments.charge_once(order.number, order.total)  # error: blocking-call-in-async requests.Session.request

    async def is_genuine(self, body: bytes, signature: str) -> bool:
        return Payments.is_genuine(body, signature)  # ok: computes only

    async def number(self) -> int:
        number = OrderRepository.next_number()  # error: blocking-call-in-async redis.Redis.incr
        number += next_value("orders")  # error: blocking-call-in-async redis.Redis.incr
        number += await next_value_async("orders")  # ok: awaited
        return number

    async def offline(self, sku: str) -> int:
        offline = OfflineInventory({})  # ok: connects with the first request
        return offline.stock(sku)  # ok: what it inherits asks its own method, in memory

    async def machine(self) -> str:
        return machine()  # missed: one of two functions, as the platform has it

    async def ping(self) -> None:
        checked_store()  # error: blocking-call-in-async redis.Redis.ping

    async def boot(self) -> str:
        return boot_id()  # ok: behind a guard that lets it run once

    async def in_one_transaction(self, order: Order) -> None:
        with unit_of_work() as session:  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
            session.add(order)  # ok: waits for the commit

    async def in_one_async_transaction(self, order: Order) -> None:
        async with async_unit_of_work() as session:  # ok: reported inside
            session.add(order)  # ok: waits for the flush
            session.flush()  # error: blocking-call-in-async sqlalchemy.orm.Session.flush

    async def in_euro(self, customer: int) -> float:
        total = 0.0
        for order in self.orders.open_orders(customer):  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars
            total += order.total_in_euro  # error: blocking-call-in-async requests.get
        return total

    async def in_one_span(self, order: Order) -> None:
        with span("checkout"):  # ok: measures time only
            await self.stock.reserve(order.label(), 1)

    async def retried(self, order: Order) -> None:
        for attempt in range(3):
            if await self.reserve(order.label()):
                return
            pause(attempt)  # error: blocking-call-in-async time.sleep
            await asyncio.sleep(backoff(attempt))  # ok: computes only, and awaited

    async def retried_by_a_function(self, order: Order) -> int:
        return attempt_twice(lambda: self.orders.next_number())  # missed: a function handed to a function of the project that calls it

    async def by_alias(self, session: Session, number: int) -> bool:
        orders = Orders(session)  # ok: keeps the session
        return orders.exists(number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get

    async def by_module_alias(self, currency: str) -> float:
        if not rates.is_known(currency):  # ok: memoised, blocks once
            raise LookupError(currency)
        return rates.rate_of_today(currency)  # error: blocking-call-in-async requests.get

    async def with_payments(self, order: Order) -> str:
        with Payments() as payments:  # error: blocking-call-in-async requests.Session.request
            return payments.charge(order.number, order.total)  # error: blocking-call-in-async requests.Session.request

    async def for_customer(self, session: Session, customer: int) -> list[Order]:
        return OrderRepository.latest_of(session, customer)  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars

    def place_in_a_thread(self, order: Order) -> Order:
        return self.orders.place(order)  # ok: a sync method by itself is on no loop
