import asyncio
import logging

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Order

logger = logging.getLogger(__name__)


async def expire(session: AsyncSession) -> None:
    await session.execute(update(Order).values(status="expired"))
    await session.commit()


async def expire_each_minute(session: AsyncSession) -> None:
    while True:
        try:
            await expire(session)
        except Exception:  # error: swallowed-exception `except Exception` only logs
            logger.debug("not this time")
        await asyncio.sleep(60)


async def expire_and_tell(session: AsyncSession) -> None:
    while True:
        try:
            await expire(session)
        except Exception:  # ok: it is logged where somebody looks
            logger.exception("orders could not be expired")
        await asyncio.sleep(60)
