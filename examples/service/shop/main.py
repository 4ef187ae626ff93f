"""Puts the application together: `uvicorn --factory shop.main:create_app`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
from fastapi import FastAPI

from shop import worker
from shop.clients.exchange_rates import ExchangeRates
from shop.clients.payment_provider import PaymentProvider
from shop.db import connect, create_tables
from shop.errors import ShopError
from shop.exception_handlers import answer_shop_error
from shop.mailer import Mailer
from shop.routers import orders, payments, users
from shop.settings import Settings


def create_app(
    settings: Settings | None = None, transport: httpx.AsyncBaseTransport | None = None
) -> FastAPI:
    """Make the application; tests hand in settings and a transport of their own."""
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine, sessions = connect(chosen.database_url)
        await create_tables(engine)
        async with httpx.AsyncClient(timeout=10.0, transport=transport) as http:
            app.state.sessions = sessions
            app.state.provider = PaymentProvider(http, chosen.payment_url, chosen.payment_key)
            app.state.rates = ExchangeRates(http, chosen.rates_url)
            expiry = asyncio.create_task(worker.run(sessions))
            yield
            expiry.cancel()
            with suppress(asyncio.CancelledError):
                await expiry
        await engine.dispose()

    app = FastAPI(title="Shop", lifespan=lifespan)
    app.state.settings = chosen
    app.state.mailer = Mailer(chosen.smtp_host, chosen.smtp_port, chosen.mail_from)
    app.add_exception_handler(ShopError, answer_shop_error)  # type: ignore
    app.include_router(users.router)
    app.include_router(orders.router)
    app.include_router(payments.router)
    return app
