from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

T = TypeVar("T")


class ConflictError(Exception):
    """Somebody else was faster."""


class Repository(Generic[T]):
    model: type[T]

    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, number: int) -> T | None:
        return self.session.get(self.model, number)

    def exists(self, number: int) -> bool:
        return self.get(number) is not None

    def add(self, entity: T) -> T:
        self.session.add(entity)
        return entity

    def save(self, entity: T) -> T:
        self.add(entity)
        self._commit()
        return entity

    def statement(self) -> Select[tuple[T]]:
        return select(self.model)

    def __iter__(self) -> Iterator[T]:
        yield from self.session.scalars(self.statement())

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        yield self.session
        self._commit()

    @contextmanager
    def without_autoflush(self) -> Iterator[Session]:
        with self.session.no_autoflush:
            yield self.session

    def _commit(self) -> None:
        try:
            self.session.commit()
        except IntegrityError as error:
            raise ConflictError from error
