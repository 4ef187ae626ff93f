"""The database: engine, sessions, and the base of every table."""

from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase

Sessions = async_sessionmaker[AsyncSession]


class Base(DeclarativeBase):
    """The base of every table."""


def connect(url: str) -> tuple[AsyncEngine, Sessions]:
    """Make the engine and the factory of sessions; nothing is opened yet."""
    engine = create_async_engine(url, pool_pre_ping=True)
    return engine, async_sessionmaker(engine, expire_on_commit=False)


async def create_tables(engine: AsyncEngine) -> None:
    """Create the tables that don't exist yet."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
