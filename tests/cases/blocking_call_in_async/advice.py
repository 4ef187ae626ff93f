"""What the messages advise, by the way in which the blocking code is run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests


class Account:
    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        return self.path.read_text()

    def rename(self, name: str) -> None:
        self.path.write_text(name)

    def __enter__(self) -> "Account":
        self.path.read_text()
        return self

    def __exit__(self, *error: object) -> None:
        pass


@contextmanager
def locked(path: Path) -> Iterator[None]:
    requests.post("https://locks.internal", json={"path": str(path)})
    yield
    requests.delete("https://locks.internal")


def lines(path: Path) -> Iterator[str]:
    yield path.read_text()


def connect(path: Path) -> Account:
    requests.get("https://accounts.internal")
    return Account(path)


async def handle(account: Account, path: Path) -> str:
    account.rename("a")  # error: blocking-call-in-async use anyio.Path, or await asyncio.to_thread there, or await asyncio.to_thread(account.rename, …) here
    with locked(path):  # error: blocking-call-in-async use httpx.AsyncClient there
        pass
    for line in lines(path):  # error: blocking-call-in-async use anyio.Path, or await asyncio.to_thread there
        print(line)
    with connect(path) as found:  # error: blocking-call-in-async use httpx.AsyncClient there, or await asyncio.to_thread(connect, …) here
        print(found)
    with Account(path) as made:  # error: blocking-call-in-async use anyio.Path, or await asyncio.to_thread there
        print(made)
    sorted([account], key=str_of)  # error: blocking-call-in-async use anyio.Path, or await asyncio.to_thread there, or await asyncio.to_thread here
    return account.name  # error: blocking-call-in-async use anyio.Path, or await asyncio.to_thread there, or await asyncio.to_thread(lambda: account.name) here


def str_of(account: Account) -> str:
    return account.path.read_text()
