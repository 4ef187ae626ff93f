from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self

import requests


class Source(ABC):
    suffix = ".csv"

    @classmethod
    def of(cls, name: str) -> Self:
        return cls()

    def count(self) -> int:
        return len(self.lines())

    def first(self) -> str:
        return max(map(lambda line: self.cleaned(line), self.lines()))

    @property
    def size(self) -> int:
        return self.count()

    @abstractmethod
    def lines(self) -> list[str]: ...

    def cleaned(self, line: str) -> str:
        return line.strip()

    @classmethod
    def known(cls) -> list[str]:
        return cls.names()

    @classmethod
    def names(cls) -> list[str]:
        return []


class FileSource(Source):
    def lines(self) -> list[str]:
        return Path("lines").read_text().splitlines()

    @classmethod
    def names(cls) -> list[str]:
        return requests.get("https://names.example").json()


class GivenLines(Source):
    def lines(self) -> list[str]:
        return ["given"]


class Client:
    def read(self) -> str:
        return self._ask()

    def _ask(self) -> str:
        return requests.get("https://orders.example").text


class OfflineClient(Client):
    def _ask(self) -> str:
        return "offline"


async def by_a_hook() -> int:
    return FileSource().count()  # error: blocking-call-in-async pathlib.Path.read_text


async def by_a_hook_in_memory() -> int:
    return GivenLines().count()  # ok: its hook reads no file


async def by_a_hook_of_any(source: Source) -> int:
    return source.count()  # ok: nobody knows which source


async def by_a_hook_in_an_argument(source: FileSource) -> str:
    return source.first()  # error: blocking-call-in-async pathlib.Path.read_text


async def by_a_property(source: FileSource) -> int:
    return source.size  # error: blocking-call-in-async pathlib.Path.read_text


async def by_a_property_in_memory(source: GivenLines) -> int:
    return source.size  # ok: its hook reads no file


async def by_a_class() -> list[str]:
    return FileSource.known()  # error: blocking-call-in-async requests.get


async def by_the_class_itself() -> list[str]:
    return Source.known()  # ok: its own hook answers at once


async def online() -> str:
    return Client().read()  # error: blocking-call-in-async requests.get


async def offline() -> str:
    return OfflineClient().read()  # ok: the method that asks is overridden
