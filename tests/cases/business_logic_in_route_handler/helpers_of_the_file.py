from fastapi import APIRouter, Depends
from shop.orders import Line, Order, OrderService, StockService

router = APIRouter()


def _settle(order: Order) -> None:
    order.paid = order.total * order.rate
    order.rest = order.total - order.paid


@router.post("/orders/{number}/settle")
def settle(number: int, orders: OrderService = Depends()) -> Order:  # error: business-logic-in-route-handler move `_settle` into a service function that the handler calls (`_settle` counts as part of it: nothing else calls it)
    order = orders.get(number)
    _settle(order)
    return orders.update(order)


async def finish(order: Order, stock: StockService) -> None:
    for line in order.lines:
        await release(line, stock)


async def release(line: Line, stock: StockService) -> None:
    await stock.release(line.article)
    await stock.remove_hold(line.article)


@router.post("/orders/{number}/finish")
async def archive(number: int, orders: OrderService = Depends(), stock: StockService = Depends()) -> Order:  # error: business-logic-in-route-handler `finish` and `release` count as part of it: nothing else calls them
    order = await orders.archive(number)
    await finish(order, stock=stock)
    return order


def _net(order: Order) -> float:
    return order.total * order.rate - order.fee


@router.get("/orders/{number}/net")
def net(number: int, orders: OrderService = Depends()) -> float:
    return _net(orders.get(number))  # ok: two handlers call it


@router.get("/orders/{number}/gross")
def gross(number: int, orders: OrderService = Depends()) -> float:
    return _net(orders.get(number)) + 1


def _answer(order: Order) -> dict[str, object]:
    answer = {"number": order.number}
    if order.note:
        answer["note"] = order.note
    return answer


@router.get("/orders/{number}")
def read(number: int, orders: OrderService = Depends()) -> dict[str, object]:
    return _answer(orders.get(number))  # ok: a helper that shapes the answer


class Desk:
    def __init__(self, orders: OrderService) -> None:
        self.orders = orders

    def _cancel(self, order: Order, reason: str) -> None:
        order.reason = reason.upper()
        order.fee = order.total * order.rate

    @router.delete("/orders/{number}")
    def cancel(self, number: int, reason: str) -> Order:  # error: business-logic-in-route-handler changes domain objects
        order = self.orders.get(number)
        self._cancel(order, reason)
        return self.orders.update(order)
