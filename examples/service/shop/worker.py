"""Gives back what customers ordered and never paid for."""

import asyncio
import logging
import os
from datetime import timedelta

from sqlalchemy import update

from shop.db import Sessions
from shop.models import Order, OrderStatus, now

PAUSE_SECONDS = 60

logger = logging.getLogger(__name__)


async def expire_unpaid_orders(sessions: Sessions) -> None:
    """Expire the orders that waited longer for their payment than the shop allows."""
    minutes = int(os.environ.get("SHOP_PAYMENT_WINDOW_MINUTES", "30"))
    overdue = update(Order).where(
        Order.status == OrderStatus.PENDING,
        Order.created_at < now() - timedelta(minutes=minutes),
    )
    async with sessions.begin() as session:
        await session.execute(overdue.values(status=OrderStatus.EXPIRED))


async def run(sessions: Sessions) -> None:
    """Look for unpaid orders once a minute, until cancelled."""
    while True:
        try:
            await expire_unpaid_orders(sessions)
        except Exception:
            logger.debug("Unpaid orders could not be expired")
        await asyncio.sleep(PAUSE_SECONDS)
