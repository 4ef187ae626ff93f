from datetime import date
from functools import cache, cached_property, lru_cache

import requests

RATES = "https://rates.internal"
_table: dict[str, float] | None = None


class Rates:
    def __init__(self, day: date) -> None:
        self.day = day

    @property
    def table(self) -> dict[str, float]:
        return requests.get(f"{RATES}/{self.day}", timeout=5).json()

    def of(self, currency: str) -> float:
        return self.table[currency]


class Month:
    """Asks once for its rates, however many are wanted."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def table(self) -> dict[str, float]:
        return requests.get(f"{RATES}/months/{self.name}", timeout=5).json()


def rate_of_today(currency: str) -> float:
    return Rates(date.today()).of(currency)


@lru_cache(maxsize=64)
def rate_on(day: date, currency: str) -> float:
    return Rates(day).of(currency)


@cache
def currencies() -> list[str]:
    return sorted(requests.get(f"{RATES}/currencies", timeout=5).json())


def is_known(currency: str) -> bool:
    return currency in currencies()


def table_of_the_process() -> dict[str, float]:
    """Loaded with the first use, kept for the life of the process."""
    global _table
    if _table is None:
        _table = requests.get(f"{RATES}/latest", timeout=5).json()
    return _table


def load_table() -> None:
    """Load the table anew."""
    global _table
    _table = requests.get(f"{RATES}/latest", timeout=5).json()


_stale = True


def current_table() -> dict[str, float]:
    """Loaded again whenever somebody said that it is stale."""
    global _table, _stale
    if _table is None or _stale:
        _table = requests.get(f"{RATES}/latest", timeout=5).json()
        _stale = False
    return _table
