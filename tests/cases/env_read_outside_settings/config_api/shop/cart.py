import os
from typing import Protocol

from traitlets.config import LoggingConfigurable


class Config(Protocol):
    @property
    def limit(self) -> int: ...


class Basket(LoggingConfigurable):
    def _default_token(self) -> str:
        return os.environ.get("BASKET_TOKEN", "")  # ok: it declares its own settings


def limit() -> int:
    return int(os.environ["CART_LIMIT"])  # error: env-read-outside-settings declare it in one settings class
