import asyncio
import logging

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from shop.models import Order

logger = logging.getLogger(__name__)


Sessions = async_sessionmaker[AsyncSession]


async def expire_unpaid_orders(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await session.execute(update(Order).values(status="expired"))


async def run(sessions: Sessions) -> None:
    while True:
        try:
            await expire_unpaid_orders(sessions)
        except Exception:  # error: swallowed-exception `except Exception` only logs
            logger.debug("Unpaid orders could not be expired")
        await asyncio.sleep(60)


async def expire_and_tell(sessions: Sessions) -> None:
    while True:
        try:
            await expire_unpaid_orders(sessions)
        except Exception:  # ok: it is logged where somebody looks
            logger.exception("orders could not be expired")
        await asyncio.sleep(60)
