import os
from functools import cached_property, lru_cache
from pathlib import Path

import tomllib
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str = "postgresql+psycopg://localhost/orders"
    redis_url: str = "redis://localhost"
    bucket: str = "invoices"
    secrets: Path = Path("/run/secrets")
    features_file: Path = Path("features.toml")

    @property
    def signing_key(self) -> str:
        return (self.secrets / "signing-key").read_text().strip()

    @property
    def key_name(self) -> str:
        return f"{self.bucket}/signing-key"

    @cached_property
    def features(self) -> dict[str, bool]:
        with self.features_file.open("rb") as file:
            return tomllib.load(file)


@lru_cache
def get_settings() -> Settings:
    return Settings(**tomllib.loads(Path("orders.toml").read_text()))


def reloaded_settings() -> Settings:
    get_settings.cache_clear()
    return Settings(**tomllib.loads(Path("orders.toml").read_text()))


def region() -> str:
    return os.environ.get("REGION", "eu-west-1")
