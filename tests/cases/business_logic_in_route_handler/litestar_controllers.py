from litestar import Controller, Litestar, get, post, websocket
from shop.domain import Basket, BasketService, StockService


class BasketController(Controller):
    path = "/baskets"

    @get("/{number:int}")
    async def read(self, baskets: BasketService, number: int) -> Basket:
        return await baskets.get(number)

    @post("/{number:int}/checkout")
    async def checkout(self, baskets: BasketService, stock: StockService, number: int) -> Basket:  # error: business-logic-in-route-handler decides what happens (lines 16, 18)
        basket = await baskets.get(number)
        for item in basket.items:
            if item.is_reserved:
                await stock.release(item)
            elif item.is_gone:
                await stock.reserve(item)
        return basket


@get("/ready")
async def ready() -> str:
    return "yes"


@websocket("/live")
async def live(socket, baskets: BasketService) -> None:  # error: business-logic-in-route-handler runs a process
    await socket.accept()
    while True:
        number = await socket.receive_json()
        await baskets.touch_again(number)
        await baskets.mark_seen(number)
        await baskets.increment_views(number)
        await socket.send_json({"seen": number})


app = Litestar([BasketController, ready, live])
