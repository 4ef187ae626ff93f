"""What may fail without a word."""

import contextlib
import json
import logging
import os
import time
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import redis
import requests
from prometheus_client import Counter
from shop import stock
from shop.jobs import Runner
from shop.models import Customer
from starlette.websockets import WebSocket

log = logging.getLogger(__name__)
purchases = Counter("purchases", "Purchases")

try:
    import orjson
except Exception:  # ok: optional
    orjson = None


class Connection:
    def __init__(self, url: str) -> None:
        self.session = requests.Session()
        self.url = url

    def __del__(self) -> None:
        try:
            self.session.post(self.url, json={"left": True}, timeout=1)
        except Exception:  # ok: Python only prints what a `__del__` raises
            pass

    def __exit__(self, *exception: object) -> None:
        try:
            self.session.post(self.url, json={"left": True}, timeout=1)
        except Exception:  # ok: the first failure must not be hidden
            pass

    def close(self) -> None:
        try:
            self.session.post(self.url, json={"left": True}, timeout=1)
        except Exception:  # ok: it is over anyway
            pass

    def is_alive(self) -> bool:
        try:
            return self.session.get(self.url, timeout=1).status_code == 200
        except Exception:  # ok: no is the answer
            return False


def ready() -> dict[str, str]:
    try:
        requests.get("https://example.com/ping", timeout=1)
    except Exception:  # ok: the answer says so
        return {"database": "down"}
    return {"database": "up"}


def amount_of(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().replace(",", "."))
    except Exception:  # ok: parsed or not
        return None


def date_of(text: str) -> datetime | None:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        with contextlib.suppress(Exception):  # ok: parsed or not
            return datetime.strptime(text, form)
    return None


def tags_of(customer: Customer, default: list[str]) -> list[str]:
    try:
        return json.loads(customer.tags)["tags"]
    except Exception:  # ok: parsed or not
        return default


def buy(customer: Customer) -> None:
    response = requests.post("https://shop.example.com", json=customer.as_json(), timeout=5)
    response.raise_for_status()
    with contextlib.suppress(Exception):  # ok: a metric
        purchases.inc()


def send_parcel(customer: Customer, path: str) -> None:
    try:
        with open(path, "rb") as parcel:
            requests.post("https://parcels.example.com", data=parcel, timeout=5)
    finally:
        try:
            os.remove(path)
        except Exception:  # ok: tidying up
            pass


def send_again(customer: Customer) -> None:
    for attempt in range(3):
        try:
            requests.post("https://mail.example.com", json=customer.as_json(), timeout=5)
            return
        except Exception:  # ok: the last failure is raised below
            time.sleep(attempt)
    raise TimeoutError(f"no mail to {customer.email}")


def send_by_any(customer: Customer, mirrors: list[str]) -> str | None:
    for mirror in mirrors:
        try:
            return requests.post(mirror, json=customer.as_json(), timeout=5).text
        except Exception:  # ok: the next one may do
            continue
    return None


def lookup(customer: Customer) -> dict[str, str]:
    found = None
    try:
        found = requests.get("https://people.example.com", timeout=5).json()
    except Exception:  # ok: looked at below
        found = None
    if found is None:
        raise LookupError(customer.email)
    return found


def compensate(customer: Customer) -> None:
    try:
        requests.post("https://shop.example.com", json=customer.as_json(), timeout=5)
    except Exception:
        try:
            requests.delete("https://shop.example.com", timeout=5)
        except Exception:  # ok: the first failure goes on
            pass
        raise


def price_of(cache: redis.Redis, item: str) -> str:
    try:
        cache.set(item, "1")
    except Exception as error:  # ok: without the cache it is slower
        log.debug("not cached: %s", error)
    return item


def keep_prices(path: Path, prices: dict[str, str]) -> None:
    try:
        path.write_text(json.dumps(prices))
    except Exception:  # ok: a local file
        pass


def store_price(item: str, cache_key: str) -> str:
    try:
        stock.set(cache_key, item)
    except Exception:  # ok: it fills a cache
        pass
    return item


def restock(item: str) -> None:
    # best-effort: the next delivery counts again
    try:
        requests.post("https://stock.example.com", json={"item": item}, timeout=5)
    except Exception:  # ok: a comment above says why
        pass


async def tell_all(connections: list[WebSocket], text: str) -> None:
    for connection in connections:
        try:
            await connection.send_text(text)
        except Exception:  # ok: its client may be gone
            pass


class Visitor:
    def __init__(self, address: str) -> None:
        self.address = address
        self._country: str | None = None

    def country(self) -> str | None:
        if self._country is None:
            try:
                self._country = requests.get(f"https://geo.example.com/{self.address}").text
            except Exception:  # ok: it stays empty
                pass
        return self._country

    def may_enter(self) -> bool:
        try:
            return requests.get(f"https://doors.example.com/{self.address}", timeout=5).ok
        except Exception:  # ok: a question, and its answer was chosen
            return True


def announce(item: str) -> tuple[bool, int]:
    done, status = False, 0
    try:
        answer = requests.post("https://hooks.example.com", json={"item": item}, timeout=5)
        done, status = answer.ok, answer.status_code
    except Exception:  # ok: `done` tells
        status = 0
    return done, status


def migrate(store: redis.Redis) -> None:
    try:
        store.delete("orders:old")
    except Exception:  # ok: a step of a migration
        pass


def start(order: str, lock: str) -> None:
    if not stock.is_known(order):
        with contextlib.suppress(Exception):  # ok: the failure behind it is told
            requests.delete(f"https://locks.example.com/{lock}", timeout=5)
        raise LookupError(order)


async def finish(jobs: list[str], runner: Runner) -> None:
    for job in jobs:
        with contextlib.suppress(Exception):  # ok: tidying up
            await runner.cleanup_staged_source(job)
        try:
            await runner.stat(job)
            continue
        except Exception:  # ok: then it is made
            pass
        await runner.make(job)


async def label(job: dict[str, str], runner: Runner) -> None:
    """Add the branch if available."""
    try:
        job["branch"] = await runner.run_git("branch")
    except Exception as error:  # ok: the docstring says so
        log.debug("no branch: %s", error)


async def report_progress(runner: Runner, share: float) -> None:
    with contextlib.suppress(Exception):  # ok: only shown
        await runner.told(share)


async def healthy(runners: list[Runner]) -> list[Runner]:
    found = []
    for runner in runners:
        try:
            if not await runner.is_healthy():
                continue
        except Exception:  # ok: the question was whether it runs
            continue
        found.append(runner)
    return found


def main() -> None:
    try:
        requests.get("https://example.com", timeout=5)
    except Exception:  # ok: a program of the command line
        pass
