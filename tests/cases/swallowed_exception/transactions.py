import logging

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from shop.models import Account, Entry

db = SQLAlchemy()
log = logging.getLogger(__name__)


def book(session: Session, entry: Entry) -> None:
    try:
        session.add(entry)
        session.commit()
    except Exception as error:  # error: swallowed-exception rolls back, logs and carries on when `session.add()` and what stands with it fails, so that whoever called `book` takes it for done
        session.rollback()
        log.error("not booked: %s", error)


async def book_later(session: AsyncSession, entry: Entry) -> Entry | None:
    try:
        session.add(entry)
        await session.commit()
        return entry
    except Exception:  # ok: its caller gets no entry
        await session.rollback()
        log.exception("not booked")
        return None


def close(account: Account) -> None:
    account.closed = True


def shut(account: Account) -> None:
    try:
        account.closed = True
        db.session.commit()
    except Exception:  # error: swallowed-exception rolls back, logs and carries on
        db.session.rollback()
        log.exception("not shut")


def open_again(session: Session, account: Account) -> None:
    try:
        account.closed = False
        session.commit()
    except Exception:  # error: swallowed-exception logs and carries on when `session.commit()` fails
        log.exception("not opened")


def transfer(session: Session, entry: Entry) -> None:
    try:
        session.add(entry)
        session.commit()
    except Exception:
        session.rollback()
        log.exception("not transferred")
        raise  # ok: the caller knows


def split(session: Session, entry: Entry) -> bool:
    try:
        session.add(entry)
        session.commit()
        return True
    except Exception:  # ok: the result says that it failed
        session.rollback()
        log.exception("not split")
        return False


def import_all(session: Session, entries: list[Entry]) -> None:
    for entry in entries:
        try:
            session.add(entry)
            session.commit()
        except Exception:  # ok: one of many, and the log has it
            session.rollback()
            log.exception("entry %s not imported", entry.id)
