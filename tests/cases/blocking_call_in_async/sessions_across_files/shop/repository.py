from sqlmodel import Session, SQLModel, select


class Repository:
    def __init__(self, session: Session) -> None:
        self._session = session

    async def first(self, kind: type[SQLModel]) -> SQLModel | None:
        return self._session.exec(select(kind)).first()  # error: blocking-call-in-async sqlmodel.Session.exec waits for the database; use sqlmodel.ext.asyncio.session.AsyncSession


class Orders(Repository):
    async def save(self, order: SQLModel) -> None:
        self._session.add(order)  # ok: waits for the flush
        self._session.commit()  # error: blocking-call-in-async sqlmodel.Session.commit
