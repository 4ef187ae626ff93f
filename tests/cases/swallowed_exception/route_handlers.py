import json
import logging
import sys
import traceback
from typing import Any

import sentry_sdk
from fastapi import APIRouter, HTTPException
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.mail import mailer
from shop.models import Order
from shop.stock import reserve

router = APIRouter()
logger = logging.getLogger(__name__)


@router.get("/orders")
async def list_orders(session: AsyncSession) -> list[Order]:
    try:
        return list(await session.scalars(select(Order)))
    except Exception:  # error: swallowed-exception only logs that `session.scalars()` and what stands with it failed, and the request is answered as if it had succeeded
        logger.exception("orders not listed")
        return []


@router.get("/orders/{order_id}")
async def read_order(order_id: int, session: AsyncSession) -> Order | None:
    try:
        return await session.get(Order, order_id)
    except Exception as error:  # error: swallowed-exception the request is answered as if it had succeeded
        logger.error("order not read: %s", error)


@router.post("/orders/{order_id}/reservation")
async def reserve_order(order_id: int) -> dict[str, str]:
    try:
        await reserve(order_id)
    except Exception:  # error: swallowed-exception only logs that `reserve()` failed
        logger.error("not reserved\n%s", traceback.format_exc())
    return {"status": "reserved"}


@router.post("/orders/{order_id}/printing")
async def print_order(order_id: int, session: AsyncSession) -> dict[str, str]:
    try:
        order = await session.get_one(Order, order_id)
        await order.print()
    except Exception as error:  # error: swallowed-exception the request is answered as if it had succeeded
        print(error, file=sys.stderr)
    return {}


@router.post("/orders/{order_id}/payment")
async def pay_order(order_id: int, session: AsyncSession) -> Order:
    try:
        return await session.get_one(Order, order_id)
    except Exception as error:
        logger.exception("order not paid")
        raise HTTPException(502, "payment failed") from error  # ok: the client knows


@router.post("/orders/{order_id}/return")
async def return_order(order_id: int) -> Any:
    try:
        await reserve(-order_id)
    except Exception:  # ok: an answer with a status of its own
        logger.exception("order not returned")
        return JSONResponse({"detail": "try again"}, 503)
    return {"status": "returned"}


@router.post("/orders/{order_id}/gift")
async def gift_order(order_id: int) -> dict[str, str]:
    try:
        await reserve(order_id)
    except Exception as error:  # ok: an error tracker has it
        sentry_sdk.capture_exception(error)
    return {"status": "given"}


@router.post("/orders/{order_id}/confirmation")
async def confirm_order(order_id: int, session: AsyncSession) -> Order:
    order = await session.get_one(Order, order_id)
    try:
        await mailer.send_mail(order.email)
    except Exception:  # ok: the mail is beside what was asked for, and the log has it
        logger.exception("mail not sent")
    return order


@router.post("/orders/bulk")
async def bulk_orders(numbers: list[int]) -> dict[str, int]:
    done = 0
    for number in numbers:
        try:
            await reserve(number)
            done += 1
        except Exception:  # ok: the count tells of the rest, and the log why
            logger.exception("order %s not reserved", number)
    return {"reserved": done}


async def stock_of(order_id: int) -> int:
    try:
        return await reserve(order_id)
    except Exception:  # ok: no handler, and the log has it
        logger.exception("no stock")
        return 0


@router.get("/releases")
async def list_releases() -> list[str]:
    releases: list[str] = []
    try:
        with open("/srv/releases.json") as file:
            releases = json.load(file)
    except Exception:  # ok: there may be no file yet, and the log has it
        logger.exception("releases not read")
    return releases


@router.get("/")
async def root(session: AsyncSession) -> dict[str, str]:
    try:
        await session.execute(select(Order))
        database = "connected"
    except Exception:  # ok: the answer says how it went
        logger.exception("no database")
        database = "gone"
    return {"name": "shop", "database": database}


@router.post("/orders/{order_id}/tracking")
async def track_order(order_id: int, session: AsyncSession) -> Any:
    answer = JSONResponse({"order": order_id})
    try:
        order = await session.get_one(Order, order_id)
        answer.set_cookie("tracked", order.number)
    except Exception:  # ok: the answer was there before
        logger.exception("no cookie")
    return answer


@router.get("/orders/{order_id}/photo")
async def read_photo(order_id: int, session: AsyncSession) -> dict[str, str | None]:
    link = None
    try:
        order = await session.get_one(Order, order_id)
        link = order.link()
    except Exception:  # ok: the answer says that there is none
        logger.exception("no link")
    return {"link": link}
