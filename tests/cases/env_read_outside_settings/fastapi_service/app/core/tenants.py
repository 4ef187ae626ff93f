import os

from pydantic_settings import BaseSettings


class Base(BaseSettings):
    region: str = os.environ.get("REGION", "eu")  # ok: the module has a class of settings


class Store(Base):
    database_url: str
    sentry_dsn: str | None = None
