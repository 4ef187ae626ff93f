import logging

import requests
from shop.plugins import Plugin

log = logging.getLogger(__name__)


def hostname_of(plugin, number):
    try:
        return plugin.lookup(number).name
    except Exception:  # missed: `None` may be an answer
        return None


def publish_price(price: int) -> None:
    with_tax = price * 119 // 100
    try:
        requests.post("https://prices.example.com", json=with_tax, timeout=5)
    except Exception as error:  # error: swallowed-exception with `info`, where nobody looks
        log.info("price not published: %s", error)
    log.info("price is %s", with_tax)


def synchronise(plugin: Plugin) -> None:
    try:
        plugin.synchronise()
    except Exception:  # missed: the call may tell somebody
        plugin.reset()


def totals_of(plugin: Plugin) -> list[int]:
    try:
        return _totals(plugin)
    except Exception:  # error: swallowed-exception in `_totals()` into `[]`
        return []


def _totals(plugin: Plugin) -> list[int]:
    return [_total(name) for name in plugin.names]


def _total(name: str) -> int:
    return requests.get(f"https://totals.example.com/{name}", timeout=5).json()["total"]


def first_answer(mirrors: list[str]) -> str | None:
    for mirror in mirrors:
        try:
            return requests.get(mirror, timeout=5).text
        except Exception:  # missed: nobody knows when all of them fail
            continue
    return None
