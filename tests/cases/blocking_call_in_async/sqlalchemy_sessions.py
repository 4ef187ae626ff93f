from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Optional

from fastapi import APIRouter, Depends
from sqlalchemy import create_engine, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from models import Order

router = APIRouter()
engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(bind=engine)
Registry = scoped_session(SessionLocal)


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


def get_untyped_session():
    session = SessionLocal()
    try:
        yield session
    finally:
        session.close()


@router.get("/orders/{number}")
async def by_annotation(number: int, session: Session = Depends(get_session)) -> Order | None:
    return session.get(Order, number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get waits for the database; use sqlalchemy.ext.asyncio.AsyncSession


@router.get("/orders")
async def by_the_dependency_alone(session=Depends(get_untyped_session)):
    return session.execute(select(Order)).all()  # error: blocking-call-in-async sqlalchemy.orm.Session.execute


@router.post("/orders")
async def by_annotated(order: Order, session: Annotated[Session, Depends(get_session)]) -> None:
    session.add(order)  # ok: waits for the flush
    session.flush()  # error: blocking-call-in-async sqlalchemy.orm.Session.flush
    session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    session.refresh(order)  # error: blocking-call-in-async sqlalchemy.orm.Session.refresh


async def by_optional(session: Optional[Session] = None) -> None:
    if session is not None:
        session.rollback()  # error: blocking-call-in-async sqlalchemy.orm.Session.rollback


async def by_union(session: "Session | None") -> int:
    statement = select(Order).where(Order.open)  # ok: builds a statement
    return len(session.scalars(statement).all())  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars


async def by_factory(number: int) -> Order | None:
    with SessionLocal() as session:
        return session.get(Order, number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get


async def by_begin(order: Order) -> None:
    with SessionLocal.begin() as session:  # error: blocking-call-in-async commits
        session.add(order)


async def by_constructor() -> list[Order]:
    with Session(engine) as session:
        return session.query(Order).filter(Order.open).all()  # error: blocking-call-in-async sqlalchemy.orm.Query.all


async def by_registry() -> int:
    return Registry.query(Order).count()  # error: blocking-call-in-async sqlalchemy.orm.Query.count


async def by_engine() -> None:
    with engine.begin() as connection:  # error: blocking-call-in-async sqlalchemy.Engine.begin
        connection.execute(text("select 1"))  # error: blocking-call-in-async sqlalchemy.Connection.execute


@contextmanager
def unit_of_work() -> Iterator[Session]:
    with SessionLocal() as session:
        yield session


async def by_own_context_manager(order: Order) -> None:
    with unit_of_work() as session:
        session.merge(order)  # error: blocking-call-in-async sqlalchemy.orm.Session.merge


class Orders:
    shared: Session

    def __init__(self, session: Session) -> None:
        self.session = session
        self._reader: Session | None = None

    @property
    def reader(self) -> Session:
        return self._reader or self.session

    async def find(self, number: int) -> Order | None:
        return self.session.get(Order, number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get

    async def find_by_property(self, number: int) -> Order | None:
        return self.reader.get(Order, number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get

    async def save(self) -> None:
        self.shared.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit


class CachedOrders(Orders):
    async def all(self) -> list[Order]:
        return list(self.session.scalars(select(Order)))  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars


async def by_repository(orders: Orders) -> None:
    orders.session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit


def in_the_thread_pool(session: Annotated[Session, Depends(get_session)]) -> Order | None:
    return session.get(Order, 1)  # ok: a sync endpoint runs in a thread


async def by_async_session(session: AsyncSession, number: int) -> Order | None:
    found = await session.get(Order, number)  # ok: awaited
    session.add(found)  # ok: an async session
    await session.run_sync(lambda sync: sync.flush())  # ok: greenlets
    return found
