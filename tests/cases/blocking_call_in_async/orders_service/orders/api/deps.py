from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from orders.clients import AsyncInventory, Inventory, Payments
from orders.config import Settings, get_settings
from orders.database import get_async_session, get_session
from orders.repositories import AsyncOrderRepository, OrderRepository
from orders.services import CheckoutService
from orders.storage import S3Storage, Storage

SessionDep = Annotated[Session, Depends(get_session)]
AsyncSessionDep = Annotated[AsyncSession, Depends(get_async_session)]
SettingsDep = Annotated[Settings, Depends(get_settings)]


def get_orders(session: SessionDep) -> OrderRepository:
    return OrderRepository(session)


def get_async_orders(session: AsyncSessionDep) -> AsyncOrderRepository:
    return AsyncOrderRepository(session)


def get_checkout(session: SessionDep):
    return CheckoutService(session)


def get_inventory():
    inventory = Inventory()
    try:
        yield inventory
    finally:
        inventory.close()


def get_archive(request: Request) -> S3Storage:
    return request.app.state.archive


def get_storage(request: Request) -> Storage:
    return request.app.state.storage


async def get_payments() -> Payments:
    return Payments.default()  # ok: connects with the first request


OrdersDep = Annotated[OrderRepository, Depends(get_orders)]
AsyncOrdersDep = Annotated[AsyncOrderRepository, Depends(get_async_orders)]
CheckoutDep = Annotated[CheckoutService, Depends(get_checkout)]
InventoryDep = Annotated[Inventory, Depends(get_inventory)]
AsyncInventoryDep = Annotated[AsyncInventory, Depends(AsyncInventory)]
PaymentsDep = Annotated[Payments, Depends(get_payments)]
ArchiveDep = Annotated[S3Storage, Depends(get_archive)]
StorageDep = Annotated[Storage, Depends(get_storage)]
