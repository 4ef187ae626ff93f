"""Customers: registering, logging in, finding those who registered twice."""

from difflib import SequenceMatcher
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from shop.errors import ConflictError
from shop.models import User
from shop.schemas import UserIn
from shop.services import passwords


async def register(session: AsyncSession, new: UserIn, rounds: int) -> User:
    """Create a customer."""
    password_hash = passwords.hashed(new.password, rounds)
    user = User(email=new.email, name=new.name, phone=new.phone, password_hash=password_hash)
    session.add(user)
    try:
        await session.commit()
    except IntegrityError as error:
        raise ConflictError("This e-mail address is taken") from error
    return user


async def authenticate(session: AsyncSession, email: str, password: str) -> User | None:
    """Return the customer whom e-mail and password belong to."""
    user = await session.scalar(select(User).where(User.email == email.lower()))
    if user is None or not await passwords.matches(password, user.password_hash):
        return None
    return user


async def likely_duplicates(session: AsyncSession, alike: float) -> list[tuple[User, User]]:
    """Return the pairs of customers whose names are nearly the same."""
    everybody = (await session.scalars(select(User).order_by(User.id))).all()
    return [
        (first, second)
        for first, second in combinations(everybody, 2)
        if SequenceMatcher(None, first.name.lower(), second.name.lower()).ratio() >= alike
    ]
