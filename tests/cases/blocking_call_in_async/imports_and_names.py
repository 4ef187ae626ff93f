from __future__ import annotations

import time as clock
from typing import TYPE_CHECKING

import requests
import requests as rq
from requests import get as fetch
from time import *

if TYPE_CHECKING:
    from sqlalchemy.orm import Session as SqlSession

try:
    import redis
except ImportError:
    redis = None

try:
    from urllib.request import urlopen
except ImportError:
    from urllib2 import urlopen

pause = clock.sleep
store: redis.Redis | None = None


class Session:
    """Not SQLAlchemy's."""

    def commit(self) -> None: ...

    def get(self, url: str) -> str:
        return url


class Clock:
    sleep = staticmethod(clock.sleep)

    def time(self) -> float:
        return 0.0


async def by_aliases(url: str) -> None:
    clock.sleep(1)  # error: blocking-call-in-async `clock.sleep()` blocks the event loop: time.sleep suspends
    rq.get(url)  # error: blocking-call-in-async `rq.get()` blocks the event loop: requests.get waits
    fetch(url)  # error: blocking-call-in-async `fetch()` blocks the event loop: requests.get waits
    pause(1)  # error: blocking-call-in-async `pause()` blocks the event loop: time.sleep suspends
    sleep(1)  # error: blocking-call-in-async `sleep()` blocks the event loop: time.sleep suspends
    urlopen(url)  # missed: a name bound to one of two modules


async def by_imports_inside(url: str) -> None:
    import subprocess as sp
    from time import sleep as doze

    sp.run(["ls", url])  # error: blocking-call-in-async `sp.run()`
    doze(1)  # error: blocking-call-in-async `doze()`
    nap = doze
    nap(1)  # error: blocking-call-in-async `nap()` blocks the event loop: time.sleep suspends


async def by_names_in_a_branch(url: str, fast: bool) -> None:
    if fast:
        call = requests.head
        call(url)  # error: blocking-call-in-async `call()` blocks the event loop: requests.head waits
    else:
        call = requests.get
        call(url)  # error: blocking-call-in-async `call()` blocks the event loop: requests.get waits
    call(url)  # missed: a name bound to one of two functions


async def by_optional_modules(key: str) -> None:
    if redis is not None:
        redis.Redis().get(key)  # error: blocking-call-in-async redis.Redis.get
    if store:
        store.get(key)  # error: blocking-call-in-async redis.Redis.get


async def by_types_for_checkers_only(session: SqlSession, other: "SqlSession") -> None:
    session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    other.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit


async def by_a_walrus(url: str) -> str:
    if (answer := requests.get(url)).ok:  # error: blocking-call-in-async requests.get
        return answer.text
    return ""


async def shadowed_by_a_parameter(requests, open, time) -> None:
    requests.get("/orders")  # ok: whatever was handed in
    open("door")  # ok: likewise
    time.sleep(1)  # ok: likewise


async def shadowed_by_an_own_class(session: Session) -> None:
    session.commit()  # ok: an own class
    Session().get("/orders")  # ok: likewise
    Clock().time()  # ok: likewise


async def shadowed_by_an_own_function(url: str) -> None:
    def input(prompt: str) -> str:
        return prompt

    input("name? ")  # ok: an own function
    requests = {"get": fetch}
    requests.get("get")  # ok: a dictionary


async def shadowed_for_a_while(url: str) -> None:
    client = requests.Session()
    client.get(url)  # error: blocking-call-in-async requests.Session.get
    client = {}
    client.get(url)  # ok: a dictionary now


async def shadowed_by_a_loop(clocks: list[Clock]) -> list[float]:
    for clock in clocks:
        clock.time()  # ok: an own class
    return [time.time() for time in clocks]  # ok: likewise


async def through_an_own_class() -> None:
    Clock.sleep(1)  # missed: a function kept as a static method


async def unknown(client, session) -> None:
    client.get("/orders")  # ok: nothing is known of it, and a name is no proof
    session.commit()  # ok: likewise
    client.session.query("orders").all()  # ok: likewise
