from collections.abc import Generator
from typing import Annotated

from fastapi import Depends
from redis import Redis
from sqlmodel import Session, create_engine

engine = create_engine("sqlite:///shop.db")
cache = Redis(host="cache.example")


def get_session() -> Generator[Session, None, None]:
    with Session(engine) as session:
        yield session


def get_cache():
    return cache


SessionDep = Annotated[Session, Depends(get_session)]
CacheDep = Annotated[Redis, Depends(get_cache)]
