import logging

from fastapi import APIRouter
from shop.models import Event
from shop.stock import reserve
from sqlalchemy.orm import Session

router = APIRouter()
logger = logging.getLogger(__name__)


def keep_event(session: Session, event: Event) -> None:
    try:
        session.add(event)
        session.commit()
    except Exception:  # error: swallowed-exception whoever called `keep_event` takes it for done
        session.rollback()
        logger.exception("event not kept")


@router.post("/events")
async def on_event(numbers: list[int]) -> dict[str, bool]:
    try:
        await reserve(numbers[0])
    except Exception:  # ok: whoever calls would only send it again
        logger.exception("event not handled")
    return {"received": True}
