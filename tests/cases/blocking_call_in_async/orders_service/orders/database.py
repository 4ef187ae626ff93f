from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, sessionmaker

from orders.config import get_settings

engine = create_engine("postgresql+psycopg://localhost/orders")
async_engine = create_async_engine("postgresql+asyncpg://localhost/orders")
SessionLocal = sessionmaker(bind=engine, expire_on_commit=False)
AsyncSessionLocal = async_sessionmaker(async_engine)


def get_session() -> Iterator[Session]:
    session = SessionLocal()
    try:
        yield session
    finally:
        session.close()


async def get_async_session() -> AsyncIterator[AsyncSession]:
    async with AsyncSessionLocal() as session:  # ok: an async session
        yield session
        await session.commit()  # ok: awaited


@contextmanager
def unit_of_work() -> Iterator[Session]:
    session = SessionLocal()
    try:
        yield session
        session.commit()
    except Exception:
        session.rollback()
        raise


@asynccontextmanager
async def async_unit_of_work() -> AsyncIterator[Session]:
    session = SessionLocal()  # ok: connects with the first query
    try:
        yield session
        session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    finally:
        session.close()


def is_reachable() -> bool:
    with engine.connect() as connection:
        return connection.execute(text("select 1")).scalar() == 1


def database_name() -> str:
    return get_settings().database_url.rpartition("/")[2]
