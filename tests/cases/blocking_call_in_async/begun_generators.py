"""`next` runs a generator up to its first element, and no further."""

from collections.abc import Iterator

from sqlalchemy.orm import Session, sessionmaker

from shop.database import engine
from shop.models import Order

SessionLocal = sessionmaker(bind=engine)


def sessions() -> Iterator[Session]:
    session = SessionLocal()
    try:
        yield session
        session.commit()
    except Exception:
        session.rollback()
        raise
    finally:
        session.close()


def checked_sessions(wait: bool = False) -> Iterator[Session]:
    session = SessionLocal()
    session.execute("select 1")
    yield session
    if wait:
        session.commit()


def orders(session: Session) -> Iterator[list[Order]]:
    while True:
        yield session.query(Order).limit(100).all()


async def borrowed() -> Session:
    return next(sessions())  # ok: the commit stands behind the `yield`


async def borrowed_and_checked() -> Session:
    return next(checked_sessions(wait=True))  # error: blocking-call-in-async sqlalchemy.orm.Session.execute


async def first_page(session: Session) -> list[Order]:
    return next(orders(session))  # error: blocking-call-in-async sqlalchemy.orm.Query.all


async def each_session() -> None:
    for session in sessions():  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
        print(session)


async def all_sessions() -> list[Session]:
    return list(sessions())  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
