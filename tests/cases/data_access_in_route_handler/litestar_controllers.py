from litestar import Controller, Litestar, delete, get, post, websocket
from redis.asyncio import Redis
from shop.orders import OrderService
from shop.models import Order
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession


class OrderController(Controller):
    path = "/orders"

    @get("/")
    async def list_orders(self, db_session: AsyncSession) -> list[Order]:  # error: data-access-in-route-handler uses the database (line 14) and builds queries (line 14)
        return list(await db_session.scalars(select(Order)))

    @get("/{number:int}")
    async def read(self, orders: OrderService, number: int) -> Order:
        return await orders.get(number)  # ok: a service

    @post("/")
    async def create(self, db_session: AsyncSession, data: Order) -> Order:  # error: data-access-in-route-handler uses the database (lines 22, 23)
        db_session.add(data)
        await db_session.commit()
        return data

    @delete("/{number:int}")
    async def remove(self, orders: OrderService, number: int) -> None:
        await orders.delete(number)

    @post("/{number:int}/pay")
    async def pay(self, db_session: AsyncSession, number: int) -> Order:
        return await OrderService(db_session).pay(number)  # ok: hands the session on


@get("/hits")
async def hits(cache: Redis) -> int:  # error: data-access-in-route-handler uses the cache (line 37)
    return await cache.incr("hits")


@get("/ready")
async def ready() -> str:
    return "yes"


@get("/closed")
async def closed(cache: Redis) -> None:
    await cache.aclose()  # ok: closes


@websocket("/live")
async def live(socket, cache: Redis) -> None:  # error: data-access-in-route-handler uses the cache (line 53)
    await socket.accept()
    await socket.send_json(await cache.lrange("orders", 0, 10))


app = Litestar([OrderController, hits, ready, closed, live])
