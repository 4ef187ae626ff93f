from fastapi import APIRouter
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shop.models import Order

router = APIRouter()


def _slow_query(limit: int):
    return select(Order).where(Order.seconds > limit)


def _query(limit: int):
    return _slow_query(limit).limit(10)


@router.get("/slow")
def slow(limit: int, session: Session):  # error: data-access-in-route-handler uses the database (line 20) and builds queries (line 11)
    return session.execute(_query(limit)).all()


def _newest():
    return text("SELECT * FROM orders ORDER BY id DESC")


@router.get("/newest")
def newest(runner):  # ok: another handler calls the helper, too
    return runner.run(_newest())


@router.get("/newest/again")
def newest_again(runner):
    return runner.run(_newest())


def archived():
    return text("SELECT * FROM archive")


@router.get("/archived")
def list_archived(runner):  # error: data-access-in-route-handler builds queries (line 38)
    return runner.run(archived())


class Reports:
    @router.get("/reports")
    def reports(self, session: Session):  # error: data-access-in-route-handler uses the database (line 52)
        return self._rows(session)

    def _rows(self, session: Session):
        return session.query(Order).all()
