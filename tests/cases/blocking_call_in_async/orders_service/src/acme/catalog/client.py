from functools import lru_cache
from typing import overload

import httpx

from acme.catalog.models import Article


class _Transport:
    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url)

    def json(self, path: str) -> dict:
        return self._client.get(path).raise_for_status().json()


class Catalog(_Transport):
    def article(self, sku: str) -> Article:
        return Article(**self.json(f"/articles/{sku}"))

    @overload
    def names(self, skus: str) -> str: ...

    @overload
    def names(self, skus: list[str]) -> list[str]: ...

    def names(self, skus: str | list[str]) -> str | list[str]:
        if isinstance(skus, str):
            return self.article(skus).name
        return [self.article(sku).name for sku in skus]

    def page(self, number: int) -> list[Article]:
        found = self.json(f"/articles?page={number}")["items"]
        return [Article(**item) for item in found]

    def all(self) -> list[Article]:
        return self._from(0)

    def _from(self, number: int) -> list[Article]:
        page = self.page(number)
        return page + self._from(number + 1) if page else []


class AsyncCatalog:
    def __init__(self, url: str) -> None:
        self._client = httpx.AsyncClient(base_url=url)

    async def article(self, sku: str) -> Article:
        answer = await self._client.get(f"/articles/{sku}")  # ok: awaited
        return Article(**answer.json())


@lru_cache(maxsize=None)
def default_catalog() -> Catalog:
    return Catalog("https://catalog.internal")
