import os

from . import stock


def prepare(order: object) -> None:
    stock.take(order, os.environ["WAREHOUSE"])  # error: env-read-outside-settings declare it in one settings class
