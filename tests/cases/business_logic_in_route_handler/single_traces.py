# options: traces = 1
# options: steps = 2
from fastapi import APIRouter, Depends
from shop.orders import Order, OrderService

router = APIRouter()


@router.get("/orders/{number}/share")
def share(number: int, orders: OrderService = Depends()) -> float:  # error: business-logic-in-route-handler it computes (line 12); move line 12
    order = orders.get(number)
    return order.paid / order.total


@router.post("/orders/{number}/close")
def close(number: int, orders: OrderService = Depends()) -> None:  # error: business-logic-in-route-handler runs a process (lines 17, 18)
    orders.cancel_reminders(number)
    orders.archive(number)


@router.get("/orders/{number}")
def read(number: int, orders: OrderService = Depends()) -> Order:
    return orders.get(number)  # ok: delegates
