from contextlib import asynccontextmanager

import websockets
from fastapi import Depends, FastAPI, Request

from shop import clients
from shop.clients import Basket, Registry, post, prices


@asynccontextmanager
async def lifespan(app: FastAPI):
    await clients.warm_up()
    app.state.feed = None
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/prices/{item}")
async def price(item: str) -> int:
    await prices.client()
    await prices.client_by_name()
    await prices.client_looked_at_again()
    await prices.client_under_lock()
    await prices.client_asked_before_the_lock()
    await prices.client_asked_twice()
    await prices.client_under_known_lock()
    await prices.client_alone()
    await prices.client_acquired()
    await prices.refreshed()
    await prices.client_made_at_once()
    await prices.client_claimed()
    await prices.start()
    await prices.start_claimed()
    await prices.watch()
    await prices.watch_at_once()
    await prices.close()
    await prices.renew()
    await prices.renew_at_once()
    await prices.rates(item)
    await prices.redis()
    await prices.redis_by_name()
    await prices.redis_with_one_connection()
    await prices.token()
    await prices.reconnect()
    await prices.gateway()
    await prices.common_client()
    await prices.quick()
    return await prices.price(item)


@app.post("/prices")
async def spend(tenant: str) -> None:
    await prices.count()
    await prices.spend()
    await prices.spend_all()
    await prices.spend_after()
    await prices.spend_under_lock()
    await prices.session(tenant)
    await prices.session_kept(tenant)
    await prices.mode(tenant)
    await clients.call()
    await post.mailer.send()
    await Registry.connection()


@app.get("/basket")
async def basket() -> float:
    own = Basket()
    await own.add(prices)
    return own.total


@app.websocket("/feed")
async def feed(socket) -> None:
    await prices.accept(socket)
    await prices.accept_first(socket)


async def locked(redis=Depends(clients.get_locked_redis)):
    return redis


@app.get("/cached")
async def cached(redis=Depends(clients.get_redis)) -> str:
    return await redis.get("cached")


@app.get("/feed")
async def read_feed(request: Request) -> str:
    if request.app.state.feed is None:
        request.app.state.feed = await websockets.connect("wss://feed.example")  # error: unlocked-state-across-await `read_feed` checks `request.app.state.feed`
    if app.state.connection is None:
        app.state.connection = await websockets.connect("wss://feed.example")  # error: unlocked-state-across-await `read_feed` checks `app.state.connection`
    return await request.app.state.feed.recv()
