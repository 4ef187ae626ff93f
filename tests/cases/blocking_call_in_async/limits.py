import threading

import requests
from sqlalchemy.orm import Session, scoped_session

lock = threading.Lock()
clients = {"orders": requests.Session()}


def slow_holder() -> None:
    with lock:
        requests.get("https://orders.example")


async def waits_for_the_holder() -> None:
    with lock:  # missed: a lock that another thread holds while it waits
        print("in")


async def by_a_name_made_at_run_time(method: str) -> None:
    getattr(requests, method)("https://orders.example")  # missed: a function found by a name made at run time


async def by_a_dictionary() -> None:
    clients["orders"].get("https://orders.example")  # missed: an object taken from a dictionary


async def by_unpacking() -> None:
    client, url = requests.Session(), "https://orders.example"
    client.get(url)  # missed: a name bound by unpacking


async def by_one_of_two_types(session: Session | scoped_session) -> None:
    session.commit()  # missed: an object of one of two types


async def by_a_type_check(client: object) -> None:
    if isinstance(client, requests.Session):
        client.get("https://orders.example")  # missed: an object whose type only isinstance tells
