"""Passwords: checking them, and replacing forgotten ones."""

import asyncio
import random
import string
from datetime import timedelta

import bcrypt
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.errors import NotFoundError
from shop.models import User, now

TOKEN_ALPHABET = string.ascii_letters + string.digits
TOKEN_LIFETIME = timedelta(hours=1)


def hashed(password: str, rounds: int) -> str:
    """Return what is kept of a password."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(rounds)).decode()


async def matches(password: str, password_hash: str) -> bool:
    """Tell whether the password is the one behind the hash."""
    return await asyncio.to_thread(bcrypt.checkpw, password.encode(), password_hash.encode())


async def issue_reset_token(session: AsyncSession, email: str) -> str | None:
    """Return a token that replaces the password once, or None for an address nobody has."""
    user = await session.scalar(select(User).where(User.email == email.lower()))
    if user is None:
        return None
    user.reset_token = "".join(random.choices(TOKEN_ALPHABET, k=32))
    user.reset_expires_at = now() + TOKEN_LIFETIME
    await session.commit()
    return user.reset_token


async def reset_password(session: AsyncSession, token: str, password: str, rounds: int) -> None:
    """Replace the password of whoever the token was issued to."""
    user = await session.scalar(
        select(User).where(User.reset_token == token, User.reset_expires_at > now())
    )
    if user is None:
        raise NotFoundError("This link is no longer valid")
    user.password_hash = await asyncio.to_thread(hashed, password, rounds)
    user.reset_token = None
    await session.commit()
