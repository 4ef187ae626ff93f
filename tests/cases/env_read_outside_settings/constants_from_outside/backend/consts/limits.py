import os
from enum import Enum

BROKER_URL = os.getenv("BROKER_URL")  # ok: a module of constants from the environment is settings
BROKER_USER: str = os.environ["BROKER_USER"]  # ok: likewise
BROKER_TRIES = int(os.getenv("BROKER_TRIES", "3"))  # ok: likewise
STORE_URL = os.getenv("STORE_URL")  # ok: likewise
STORE_BUCKET = os.getenv("STORE_BUCKET")  # ok: likewise
STORE_PATH = "/orders"
MAX_ITEMS = 100


class Store(Enum):
    LOCAL = "local"
