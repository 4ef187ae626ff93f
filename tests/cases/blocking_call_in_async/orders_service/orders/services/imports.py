from __future__ import annotations

import csv
import json
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import requests

from orders.clients import tracking_events
from orders.clients.shipping import delivered, known_kinds
from orders.repositories import OrderRepository

Row = dict[str, Any]


class Importer(ABC):
    """Reads rows, checks them and counts them."""

    def run(self) -> int:
        return sum(1 for row in self.rows() if self.is_valid(row))

    @abstractmethod
    def rows(self) -> Iterator[Row]: ...

    def is_valid(self, row: Row) -> bool:
        return bool(row.get("number"))


class CsvImporter(Importer):
    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self) -> Iterator[Row]:
        with self.path.open(newline="") as file:
            yield from csv.DictReader(file)


class FeedImporter(Importer):
    url = "https://feed.example/orders"

    def rows(self) -> Iterator[Row]:
        yield from requests.get(self.url, timeout=30).json()


class GivenRows(Importer):
    def __init__(self, given: list[Row]) -> None:
        self.given = given

    def rows(self) -> Iterator[Row]:
        yield from self.given


class Gateway(ABC):
    """What the tax office asks for; there is one implementation."""

    @abstractmethod
    def report(self, total: int) -> str: ...


class TaxOffice(Gateway):
    def report(self, total: int) -> str:
        return requests.post("https://tax.example", json={"total": total}, timeout=30).text


def parsed(lines: Iterable[str]) -> Iterator[Row]:
    for line in lines:
        yield json.loads(line)


def lines_of(path: Path) -> Iterator[str]:
    with path.open() as file:
        yield from file


def valid(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row.get("number"))


async def import_csv(path: Path) -> int:
    return CsvImporter(path).run()  # error: blocking-call-in-async pathlib.Path.open


async def import_feed() -> int:
    return FeedImporter().run()  # error: blocking-call-in-async requests.get


async def rows_of_a_csv(path: Path) -> list[Row]:
    return [row for row in CsvImporter(path).rows()]  # error: blocking-call-in-async pathlib.Path.open


async def import_given(rows: list[Row]) -> int:
    return GivenRows(rows).run()  # ok: in memory


async def import_any(importer: Importer) -> int:
    return importer.run()  # ok: one of three importers, and one of them is in memory


async def report_tax(gateway: Gateway, total: int) -> str:
    return gateway.report(total)  # missed: an abstract method, though there is one implementation only


async def preview(path: Path) -> list[Row]:
    rows = parsed(lines_of(path))  # ok: waits with its first element
    return list(islice(rows, 10))  # missed: a generator handed to a generator, which asks it for elements


async def count_lines(path: Path) -> int:
    found = 0
    for _ in lines_of(path):  # error: blocking-call-in-async pathlib.Path.open
        found += 1
    return found


async def lines_for_others(path: Path) -> Iterator[str]:
    return lines_of(path)  # ok: whoever iterates it waits


async def parsed_given(lines: list[str]) -> list[Row]:
    return [row for row in parsed(lines)]  # ok: in memory


async def kinds() -> list[str]:
    return sorted(known_kinds())  # ok: in memory


async def events(number: int) -> AsyncIterator[Row]:
    for event in tracking_events(number):  # error: blocking-call-in-async urllib.request.urlopen
        yield event


async def event_list(number: int) -> list[Row]:
    return list(tracking_events(number))  # error: blocking-call-in-async urllib.request.urlopen


async def event_names(number: int) -> set[str]:
    return {event["kind"] for event in tracking_events(number)}  # error: blocking-call-in-async urllib.request.urlopen


async def deliveries(events_of_an_order: list[Row]) -> int:
    return len(list(delivered(iter(events_of_an_order))))  # ok: in memory


async def all_orders(orders: OrderRepository) -> int:
    total = 0
    for order in orders:  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars
        total += order.total
    return total
