"""What a call's own arguments, or the running loop, keep from running."""

import asyncio
import socket
import threading
from contextlib import contextmanager
from functools import wraps

import redis
import requests

cache = redis.Redis()


def is_blocked(host: str, *, resolve: bool = False) -> bool:
    if host == "localhost":
        return True
    if not resolve:
        return False
    return socket.getaddrinfo(host, None) == []


def audit(action: str, dedup_key: str | None = None) -> None:
    if dedup_key is not None and not cache.set(dedup_key, action, nx=True):
        return
    print(action)


def rates(currency: str, fresh=False) -> dict[str, float]:
    if fresh:
        table = requests.get("https://rates.internal").json()
    else:
        table = {}
    return table[currency]


def price(currency: str, table=None) -> float:
    known = requests.get("https://rates.internal").json() if table is None else table
    return known[currency]


def patient(wait: bool = True) -> None:
    lock = threading.Lock()
    if not wait or lock.locked():
        return
    lock.acquire()


def rebound(fresh: bool = False) -> None:
    fresh = fresh or bool(cache)
    if fresh:
        requests.get("https://rates.internal")


def injected(function):
    @wraps(function)
    def call(*args, **kwargs):
        return function(*args, session=requests.Session(), **kwargs)

    return call


@injected
def decorated(session=None) -> None:
    if session is None:
        return
    session.get("https://rates.internal")
    requests.get("https://rates.internal")


@contextmanager
def opened(remote: bool = False):
    if remote:
        requests.get("https://rates.internal")
    yield


class Client:
    def __init__(self, eager: bool = False) -> None:
        if eager:
            self.load()

    def load(self, fresh: bool = True, retry: int = 0) -> None:
        if fresh or retry:
            requests.get("https://rates.internal")


def run_anywhere(coroutine):
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    return loop.create_task(coroutine)


def run_anywhere_or_log(coroutine):
    try:
        return asyncio.get_running_loop().create_task(coroutine)
    except ValueError:
        return asyncio.run(coroutine)


async def constants_given(host: str, flag: bool, options: dict[str, bool]) -> None:
    is_blocked(host)  # ok: the default leaves the name server alone
    is_blocked(host, resolve=False)  # ok: the argument leaves the name server alone
    is_blocked(host, resolve=True)  # error: blocking-call-in-async socket.getaddrinfo
    is_blocked(host, resolve=flag)  # error: blocking-call-in-async socket.getaddrinfo
    is_blocked(host, **options)  # error: blocking-call-in-async socket.getaddrinfo
    audit("login")  # ok: without a key the store isn't asked
    audit("login", None)  # ok: without a key the store isn't asked
    audit("login", host)  # error: blocking-call-in-async redis.Redis.set
    rates("eur")  # ok: the known rates are enough
    rates("eur", True)  # error: blocking-call-in-async requests.get
    price("eur")  # error: blocking-call-in-async requests.get
    patient(False)  # ok: returns before it waits
    patient()  # error: blocking-call-in-async threading.Lock.acquire
    rebound()  # error: blocking-call-in-async requests.get
    decorated()  # error: blocking-call-in-async requests.get


async def constants_of_objects(flag: bool) -> None:
    client = Client()  # ok: only an eager one loads
    Client(True)  # error: blocking-call-in-async requests.get
    client.load()  # error: blocking-call-in-async requests.get
    client.load(False)  # ok: neither fresh nor again
    client.load(False, 1)  # error: blocking-call-in-async requests.get
    with opened():  # ok: nothing remote
        pass
    with opened(remote=flag):  # error: blocking-call-in-async requests.get
        pass


async def with_a_loop(coroutine) -> None:
    await run_anywhere(coroutine)  # ok: there is a running loop
    await run_anywhere_or_log(coroutine)  # ok: awaited, so it gives something to await
    run_anywhere(coroutine)  # ok: there is a running loop
    run_anywhere_or_log(coroutine)  # error: blocking-call-in-async asyncio.run
