"""What route handlers ask for."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from sqlalchemy.ext.asyncio import AsyncSession

from shop.clients.exchange_rates import ExchangeRates
from shop.clients.payment_provider import PaymentProvider
from shop.db import Sessions
from shop.mailer import Mailer
from shop.models import User
from shop.services import users
from shop.settings import Settings


def get_settings(request: Request) -> Settings:
    """Return the settings that the application was made with."""
    settings: Settings = request.app.state.settings
    return settings


def get_provider(request: Request) -> PaymentProvider:
    """Return the one client of the payment provider."""
    provider: PaymentProvider = request.app.state.provider
    return provider


def get_rates(request: Request) -> ExchangeRates:
    """Return the one client of the exchange rates."""
    rates: ExchangeRates = request.app.state.rates
    return rates


def get_mailer(request: Request) -> Mailer:
    """Return the mailer."""
    mailer: Mailer = request.app.state.mailer
    return mailer


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """Lend a session for the length of the request."""
    sessions: Sessions = request.app.state.sessions
    async with sessions() as session:
        yield session


SettingsDep = Annotated[Settings, Depends(get_settings)]
ProviderDep = Annotated[PaymentProvider, Depends(get_provider)]
RatesDep = Annotated[ExchangeRates, Depends(get_rates)]
MailerDep = Annotated[Mailer, Depends(get_mailer)]
SessionDep = Annotated[AsyncSession, Depends(get_session)]


async def current_user(
    credentials: Annotated[HTTPBasicCredentials, Depends(HTTPBasic())], session: SessionDep
) -> User:
    """Return who is asking, or answer 401."""
    user = await users.authenticate(session, credentials.username, credentials.password)
    if user is None:
        raise HTTPException(401, "Wrong e-mail or password", {"WWW-Authenticate": "Basic"})
    return user


CurrentUser = Annotated[User, Depends(current_user)]


def staff_user(user: CurrentUser) -> User:
    """Return who is asking when they work here, or answer 403."""
    if not user.is_staff:
        raise HTTPException(403, "For staff only")
    return user


StaffUser = Annotated[User, Depends(staff_user)]
