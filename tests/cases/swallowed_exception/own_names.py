"""A name of one's own that hides the builtin is not broad."""

import requests
from shop.errors import Exception, suppress


def ping(url: str) -> None:
    try:
        requests.post(url, timeout=1)
    except Exception:  # ok: a class of the project's own
        pass


def pong(url: str) -> None:
    with suppress(Exception):  # ok: a function of the project's own
        requests.post(url, timeout=1)
