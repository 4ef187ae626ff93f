# options: lookups = 2
from fastapi import APIRouter
from sqlalchemy.orm import Session

from shop.models import Item, Order

router = APIRouter()


@router.get("/{order}/items/{item}")
def read_item(order: int, item: int, session: Session) -> Item:
    if session.get(Order, order) is None:  # ok: as many lookups as the settings allow
        raise LookupError
    return session.get(Item, item)


@router.get("/three")
def read_three(session: Session) -> list[Item]:  # error: data-access-in-route-handler uses the database (line 19)
    return [session.get(Item, 1), session.get(Item, 2), session.get(Item, 3)]
