import logging

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, sessionmaker

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
    except Exception:  # missed: nothing is taken back, so that it may stand beside the work
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


def prune(sessions: sessionmaker[Session]) -> None:
    session = sessions()
    try:
        session.execute(delete(Entry))
        session.commit()
    except Exception:  # ok: a unit of work of its own, and the log has it
        session.rollback()
        log.exception("not pruned")


def names_of(session: Session) -> list[str]:
    names = []
    try:
        for account in session.scalars(select(Account)):
            names.append(account.name)
    except Exception:  # ok: it only reads, so that there is nothing to be taken for done
        session.rollback()
        log.exception("no names")
    return names


def rename(session: Session, account: Account, name: str) -> bool:
    done = False
    try:
        account.name = name
        session.commit()
        done = True
    except Exception:  # ok: `False` is returned unless it succeeds
        session.rollback()
        log.exception("not renamed")
    return done
