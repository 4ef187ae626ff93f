from fastapi import APIRouter, Depends
from shop.orders import Order, OrderService
from shop.streams import Assistant, build_agent

router = APIRouter()


def _settle(order: Order) -> None:
    order.paid = order.total * order.rate
    order.rest = order.total - order.paid


@router.post("/orders/{number}/settle")
def settle(number: int, orders: OrderService = Depends()) -> Order:  # missed: moved into a helper of the same file
    order = orders.get(number)
    _settle(order)
    return orders.update(order)


@router.post("/assistant")
async def chat(prompt: str, assistant: Assistant = Depends()) -> object:  # missed: steps whose names don't say that they change anything
    turn = await assistant.turn(prompt)
    agent = build_agent(turn.scopes)
    return await assistant.stream(agent, turn.history)
