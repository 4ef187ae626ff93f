from __future__ import annotations

import sqlite3
from contextlib import closing


class Discounts:
    def __init__(self, percent: float) -> None:
        self.percent = percent

    @classmethod
    def of(cls, customer: int) -> Discounts:
        return cls(cls._read(customer))

    @staticmethod
    def _read(customer: int) -> float:
        with closing(sqlite3.connect("discounts.db")) as database:
            row = database.execute("select percent from discounts where customer = ?", (customer,)).fetchone()
        return row[0] if row else 0.0

    def apply(self, amount: float) -> float:
        return amount * (1 - self.percent / 100)


async def percent_of(customer: int) -> float:
    return Discounts.of(customer).percent  # error: blocking-call-in-async sqlite3.connect
