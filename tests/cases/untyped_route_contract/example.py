from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel
from shop.orders import place, totals

router = APIRouter(prefix="/orders")


class Order(BaseModel):
    item: str
    count: int


class Totals(BaseModel):
    open: int
    shipped: int


@router.get("/totals")
async def read_totals() -> dict:  # error: untyped-route-contract `-> dict` says nothing of what `read_totals` answers: declare a model of it as the return annotation or `response_model=`
    return await totals()


@router.post("/import")
async def import_order(payload: dict[Any, Any]) -> Order:  # error: untyped-route-contract `payload: dict[Any, Any]` takes any body as it comes: declare a model of the body
    return await place(payload)


@router.post("/quick")
async def order_quickly(request: Request) -> Order:
    body = await request.json()  # error: untyped-route-contract `request.json()` is used as it comes
    return await place(Order(item=body["item"], count=1))


@router.get("/typed-totals")
async def read_typed_totals() -> Totals:  # ok: the annotation is the contract
    return await totals()


@router.post("/")
async def place_order(order: Order) -> Order:  # ok: a model for the body and one for the answer
    return await place(order)
