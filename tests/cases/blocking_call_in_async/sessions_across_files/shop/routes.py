from fastapi import APIRouter, Depends
from sqlmodel import SQLModel, select

from . import database as db
from . import Session as SqlSession
from shop import SessionDep
from shop.database import CacheDep, get_cache, get_session

router = APIRouter()


class Order(SQLModel, table=True):
    id: int


@router.get("/orders")
async def orders(session: SessionDep) -> list[Order]:
    return session.exec(select(Order)).all()  # error: blocking-call-in-async sqlmodel.Session.exec


@router.get("/orders/{number}")
async def order(number: int, session: db.SessionDep) -> Order | None:
    return session.get(Order, number)  # error: blocking-call-in-async sqlmodel.Session.get


@router.delete("/orders/{number}")
async def delete(number: int, session: SqlSession = Depends(get_session)) -> None:
    session.delete(number)  # ok: waits for the flush
    session.commit()  # error: blocking-call-in-async sqlmodel.Session.commit


@router.get("/count")
async def count(cache: CacheDep, other=Depends(get_cache)) -> int:
    cache.incr("count")  # error: blocking-call-in-async redis.Redis.incr
    return int(other.get("count"))  # error: blocking-call-in-async redis.Redis.get


@router.get("/rank")
async def rank() -> int:
    with db.Session(db.engine) as session:
        db.cache.set("rank", 1)  # error: blocking-call-in-async redis.Redis.set
        return session.scalar(select(Order.id))  # error: blocking-call-in-async sqlmodel.Session.scalar
