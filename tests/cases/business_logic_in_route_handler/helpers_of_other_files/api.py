from fastapi import APIRouter
from shop import service
from shop.orders import Order

router = APIRouter()


def settle_order(order: Order) -> None:
    order.paid = order.total * order.rate
    order.rest = order.total - order.paid


@router.post("/orders/{number}/settle")
def settle(number: int) -> Order:
    order = service.get_order(number)
    settle_order(order)  # ok: another file calls it
    return service.update_order(order)
