import asyncio
import logging

import httpx
from shop.orders import Order, OrderId, RateUnknownError

logger = logging.getLogger(__name__)


async def rate_of(client: httpx.AsyncClient, currency: str) -> float:
    try:
        response = await client.get(f"/rates/{currency}")
        return float(response.json()["rate"])
    except Exception:  # error: swallowed-exception turns whatever goes wrong in `client.get()` and what stands with it into `1.0`, as if that were the answer
        return 1.0


async def rate_or_error(client: httpx.AsyncClient, currency: str) -> float:
    try:
        response = await client.get(f"/rates/{currency}")
        return float(response.json()["rate"])
    except httpx.HTTPError as error:
        raise RateUnknownError(currency) from error  # ok: the caller knows


async def ship(client: httpx.AsyncClient, order: Order) -> None:
    try:
        await client.post("/shipments", json=order.as_json())
    except Exception as error:  # error: swallowed-exception only logs whatever goes wrong in `client.post()` and what stands with it with `debug`, where nobody looks
        logger.debug("not shipped: %s", error)


async def poll(queue: "asyncio.Queue[OrderId]", client: httpx.AsyncClient) -> None:
    while True:
        try:
            order_id = await queue.get()
            await client.post(f"/orders/{order_id}/poll")
        except asyncio.CancelledError:  # error: swallowed-exception takes the cancellation of the task
            logger.info("stopping")
        except Exception:
            logger.exception("order not polled")  # ok: a log that people look at


async def ship_all(client: httpx.AsyncClient, orders: list[Order]) -> None:
    await asyncio.gather(*(ship_one(client, order) for order in orders), return_exceptions=True)  # error: swallowed-exception nobody reads what `gather(…, return_exceptions=True)` returns, so that the failures of `ship_one()` vanish


async def ship_one(client: httpx.AsyncClient, order: Order) -> None:
    response = await client.post("/shipments", json=order.as_json())
    response.raise_for_status()
