from __future__ import annotations

import asyncio
from typing import Any

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException
from pydantic import BaseModel

from orders.api import deps
from orders.api.deps import (
    ArchiveDep,
    AsyncInventoryDep,
    AsyncOrdersDep,
    CheckoutDep,
    InventoryDep,
    OrdersDep,
    PaymentsDep,
    SessionDep,
    StorageDep,
)
from orders.auth import CurrentUser
from orders.clients.shipping import carrier_session, label_of, label_request
from orders.models import Order
from orders.repositories import OrderRepository
from orders.services.notifications import notify_in_the_background, send_confirmation

router = APIRouter(prefix="/orders")


class NewOrder(BaseModel):
    sku: str
    quantity: int = 1

    def to_order(self, customer: int) -> Order:
        return Order(customer_id=customer, currency="EUR", total=self.quantity * 100)


@router.get("/{number}")
async def order(number: int, orders: OrdersDep) -> dict[str, Any]:
    found = orders.get(number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get
    if found is None:
        raise HTTPException(404)
    return {"number": found.label()}  # ok: computes only


@router.get("/{number}/sync")
def order_in_the_thread_pool(number: int, orders: OrdersDep) -> dict[str, Any]:
    found = orders.get(number)  # ok: a sync endpoint runs in a thread
    return {"number": found.label() if found else None}


@router.get("/{number}/async", response_model=None)
async def order_by_twin(number: int, orders: AsyncOrdersDep) -> Order | None:
    return await orders.get(number)  # ok: awaited, an async twin


@router.get("/{number}/default")
async def order_by_default(number: int, orders: OrderRepository = Depends(deps.get_orders)) -> bool:
    return orders.exists(number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get


@router.get("/{number}/untyped")
async def order_by_untyped_default(number: int, orders=Depends(deps.get_orders)) -> bool:
    return orders.exists(number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get


@router.get("/{number}/module")
async def order_by_module(number: int, orders: deps.OrdersDep) -> bool:
    return orders.exists(number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get


@router.get("/", response_model=None)
async def open_orders(user: CurrentUser, orders: OrdersDep) -> list[Order]:
    name = user.display_name  # ok: computes only
    found = orders.open_orders(user.id)  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars
    return [each for each in found if each.customer_id or name]


@router.get("/count")
async def count(orders: OrdersDep) -> int:
    return orders.count  # error: blocking-call-in-async sqlalchemy.orm.Session.scalar


@router.post("/")
async def place(new: NewOrder, user: CurrentUser, checkout: CheckoutDep, tasks: BackgroundTasks) -> int:
    order = await checkout.place(new.to_order(user.id))  # ok: awaited, and reported inside
    tasks.add_task(send_confirmation, user.email, order)  # ok: a sync background task runs in the thread pool
    await notify_in_the_background(tasks, user, order)  # ok: awaited, and reported inside
    return order.number


@router.post("/sync")
async def place_directly(new: NewOrder, user: CurrentUser, checkout: CheckoutDep) -> int:
    return checkout.place_in_a_thread(new.to_order(user.id)).number  # error: blocking-call-in-async


@router.post("/thread")
async def place_in_a_thread(new: NewOrder, user: CurrentUser, checkout: CheckoutDep) -> int:
    placed = await asyncio.to_thread(checkout.place_in_a_thread, new.to_order(user.id))  # ok: handed to a thread
    return placed.number


@router.post("/{number}/charge")
async def charge(number: int, payments: PaymentsDep) -> str:
    return payments.charge(number, 100)  # error: blocking-call-in-async requests.Session.request


@router.get("/{number}/stock")
async def stock(sku: str, inventory: InventoryDep) -> int:
    return inventory.stock(sku)  # error: blocking-call-in-async requests.Session.request


@router.get("/{number}/stock/async")
async def stock_by_twin(sku: str, inventory: AsyncInventoryDep) -> int:
    return await inventory.stock(sku)  # ok: awaited, an async twin


@router.get("/{number}/invoice")
async def invoice(number: int, archive: ArchiveDep) -> bytes:
    return archive.load(archive.key_of(number))  # error: blocking-call-in-async botocore.client.BaseClient


@router.get("/{number}/draft")
async def draft(number: int, storage: StorageDep) -> bytes:
    return storage.load(storage.key_of(number))  # ok: one of three storages, and one of them is in memory


@router.get("/{number}/label")
async def label(number: int) -> bytes:
    with carrier_session() as token:  # error: blocking-call-in-async urllib.request.urlopen
        return label_of(number, token)  # error: blocking-call-in-async urllib.request.urlopen


@router.get("/{number}/label/url")
async def label_url(number: int) -> str:
    return label_request(number).full_url  # ok: builds a request


@router.delete("/{number}")
async def delete(number: int, session: SessionDep, orders: OrdersDep) -> None:
    found = session.get(Order, number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get
    session.delete(found)  # ok: waits for the flush
    session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    orders.statement()  # ok: builds a statement


@router.put("/{number}")
async def change(number: int, orders: OrdersDep) -> None:
    orders.add(Order(number=number))  # ok: waits for the flush
    orders.save(Order(number=number))  # error: blocking-call-in-async sqlalchemy.orm.Session.commit


@router.patch("/{number}")
async def amend(number: int, orders: OrdersDep) -> None:
    with orders.transaction() as session:  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
        session.add(Order(number=number))  # ok: waits for the flush
    with orders.without_autoflush():  # ok: asks nobody
        orders.add(Order(number=number))


async def listing(orders: OrdersDep, customer: int) -> int:
    return len(orders.open_orders(customer))  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars


def listing_in_the_thread_pool(orders: OrdersDep, customer: int) -> int:
    return len(orders.open_orders(customer))  # ok: a sync endpoint runs in a thread


router.add_api_route("/listing", listing)
router.add_api_route("/listing/sync", listing_in_the_thread_pool)
