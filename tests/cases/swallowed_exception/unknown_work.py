"""What is called is declared elsewhere, so that nobody can say what may go wrong in it."""

import logging
from abc import ABC, abstractmethod
from typing import Protocol

from vendor_sdk import Machines

log = logging.getLogger(__name__)
machines = Machines("eu-west")


class Announcer(ABC):
    @abstractmethod
    async def announce(self, name: str) -> None:
        """Tell the other services."""

    async def withdraw(self, name: str) -> None:
        raise NotImplementedError


class Prices(Protocol):
    async def price_of(self, name: str) -> int: ...


class NoAnnouncer(Announcer):
    async def withdraw(self, name: str) -> None:
        log.warning("nothing withdraws %s", name)


async def announce(announcer: Announcer, name: str) -> None:
    try:
        await announcer.announce(name)
    except Exception:  # error: swallowed-exception hides whatever goes wrong in `announcer.announce()`
        pass


async def withdraw(announcer: Announcer, name: str) -> None:
    try:
        await announcer.withdraw(name)
    except Exception as error:  # error: swallowed-exception with `debug`, where nobody looks
        log.debug("not withdrawn: %s", error)


async def withdraw_from_nobody(announcer: NoAnnouncer, name: str) -> None:
    try:
        await announcer.withdraw(name)
    except Exception:  # ok: all that is done is to log
        pass


async def price(prices: Prices, name: str) -> int:
    try:
        return await prices.price_of(name)
    except Exception:  # error: swallowed-exception into `0`, as if that were the answer
        return 0


def address_of(number: int) -> str:
    try:
        machine = machines.get_machine(number)
    except Exception:  # error: swallowed-exception into `""`
        return ""
    return machine.address


def name_of(number: int) -> str:
    try:
        return f"machine-{int(number):03}".strip()
    except Exception:  # ok: nothing but numbers and texts
        return ""


def logged(work):
    async def logging(*arguments):
        try:
            return await work(*arguments)
        except Exception:
            log.exception("not read")
            raise

    return logging


class Rows:
    @logged
    async def newest_rows(self, count: int) -> list[str]:
        return await machines.rows(count)

    async def oldest_rows(self, count: int) -> list[str]:
        return await machines.rows(-count)


async def newest(app) -> list[str]:
    try:
        return await app.rows.newest_rows(5)
    except Exception:  # ok: the only method of that name logs
        return []


async def oldest(app) -> list[str]:
    try:
        return await app.rows.oldest_rows(5)
    except Exception:  # error: swallowed-exception into `[]`
        return []
