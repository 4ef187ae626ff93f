"""What only runs the first time, in coroutine functions and below them."""

import hashlib
import logging
import time
from pathlib import Path

import requests
from cachetools import TTLCache

_rates: dict[str, float] | None = None
_tables: dict[str, object] = {}
_recent: TTLCache[str, object] = TTLCache(maxsize=100, ttl=60)


async def guarded() -> object:
    global _rates
    if _rates is None:
        _rates = requests.get("https://rates.internal").json()  # ok: behind a guard that lets it run once
    return _rates


async def guarded_by_return() -> object:
    global _rates
    if _rates is not None:
        requests.head("https://rates.internal")  # error: blocking-call-in-async requests.head
        return _rates
    _rates = requests.get("https://rates.internal").json()  # ok: likewise
    return _rates


async def by_key(currency: str) -> object:
    if currency not in _tables:
        _tables[currency] = requests.get(f"https://rates.internal/{currency}").json()  # ok: once for each
    return _tables[currency]


async def by_key_or_else(currency: str) -> object:
    if currency in _tables:
        return _tables[currency]
    _tables[currency] = requests.get(f"https://rates.internal/{currency}").json()  # ok: once for each
    return _tables[currency]


async def for_this_call(currencies: list[str]) -> object:
    tables: dict[str, object] = {}
    for currency in currencies:
        if currency not in tables:
            tables[currency] = requests.get(currency).json()  # error: blocking-call-in-async requests.get
    return tables


async def never_kept(currency: str) -> object:
    if currency not in _tables:
        return requests.get("https://rates.internal").json()  # error: blocking-call-in-async requests.get
    return _tables[currency]


class Gateway:
    """One for each port, whoever makes it."""

    _instances: dict[int, "Gateway"] = {}

    def __new__(cls, port: int) -> "Gateway":
        if port not in cls._instances:
            cls._instances[port] = super().__new__(cls)
        return cls._instances[port]

    def start(self) -> None:
        if not self.running:
            self.running = True
            time.sleep(1)

    def ping(self) -> None:
        requests.get("https://gateway.internal")


class Worker:
    running = False

    def start(self) -> None:
        if not self.running:
            self.running = True
            time.sleep(1)


class Pool:
    def __new__(cls, size: int) -> "Pool":
        size = max(size, 1)
        return super().__new__(cls)

    def start(self) -> None:
        if not self.running:
            self.running = True
            time.sleep(1)


async def start_all() -> None:
    gateway = Gateway(1)
    gateway.start()  # ok: there is one, which starts once
    gateway.ping()  # error: blocking-call-in-async requests.get
    Worker().start()  # error: blocking-call-in-async time.sleep
    Pool(1).start()  # error: blocking-call-in-async time.sleep


def logger_of(name: str) -> logging.Logger:
    logger = logging.getLogger(name)
    if logger.handlers:
        return logger
    Path("service.log").write_text("")
    return logger


def logger_with_handlers(name: str) -> logging.Logger:
    logger = logging.getLogger(name)
    if not logger.hasHandlers():
        Path("service.log").write_text("")
    return logger


def logger_that_prints(name: str) -> logging.Logger:
    logger = logging.getLogger(name)
    if logger.disabled:
        return logger
    Path("service.log").write_text("")
    return logger


def rates_by_another_name() -> object:
    global _rates
    rates = _rates
    if rates is None:
        rates = requests.get("https://rates.internal").json()
        _rates = rates
    return rates


def rates_whatever_is_kept(rates: object = _rates) -> object:
    global _rates
    known = rates
    if known is None:
        _rates = known = requests.get("https://rates.internal").json()
    return known


async def below(given: object) -> None:
    logger_of("app")  # ok: a logger is given its handlers once
    logger_with_handlers("app")  # ok: likewise
    logger_that_prints("app")  # error: blocking-call-in-async pathlib.Path.write_text
    rates_by_another_name()  # ok: behind a guard that lets it run once
    rates_whatever_is_kept(given)  # error: blocking-call-in-async requests.get


async def entry_by_name(currency: str) -> object:
    known = _tables.get(currency)
    if known is not None:
        return known
    _tables[currency] = requests.get(currency).json()  # ok: once for each
    return _tables[currency]


async def entry_on_the_way(currency: str) -> object:
    if (known := _tables.get(currency)) is not None:
        return known
    _tables[currency] = requests.get(currency).json()  # ok: once for each
    return _tables[currency]


async def entry_of_one_key() -> object:
    if not _tables["euro"]:
        _tables["euro"] = requests.get("https://rates.internal").json()  # ok: once
    return _tables["euro"]


async def entry_that_expires(currency: str) -> object:
    known = _tables.get(currency)
    if known is not None and time.time() < 10:
        return known
    _tables[currency] = requests.get(currency).json()  # error: blocking-call-in-async requests.get
    return _tables[currency]


async def entry_of_another(currency: str, tables: dict[str, object]) -> object:
    known = tables.get(currency)
    if known is not None:
        return known
    _tables[currency] = requests.get(currency).json()  # error: blocking-call-in-async requests.get
    return _tables[currency]


async def by_key_for_a_minute(currency: str) -> object:
    known = _recent.get(currency)
    if known is not None:
        return known
    _recent[currency] = requests.get("https://rates.internal").json()  # error: blocking-call-in-async requests.get
    return _recent[currency]


class Keys:
    def __init__(self, digest: bytes | None = None) -> None:
        self.digest = digest

    def current(self, password: bytes) -> bytes:
        return self.digest or hashlib.pbkdf2_hmac("sha256", password, b"salt", 600_000)

    def fresh(self, password: bytes) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", password, b"salt", 600_000) or b""


async def current_digest(keys: Keys) -> bytes:
    return keys.current(b"secret")  # ok: only while none is kept


async def fresh_digest(keys: Keys) -> bytes:
    return keys.fresh(b"secret")  # error: blocking-call-in-async hashlib.pbkdf2_hmac


async def default_digest(keys: Keys) -> bytes:
    return keys.digest or keys.fresh(b"secret")  # missed: nobody keeps what is made here
