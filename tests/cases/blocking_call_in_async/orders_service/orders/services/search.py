from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any, Protocol

from elasticsearch import AsyncElasticsearch, Elasticsearch

from acme.catalog import Article, default_catalog


class Index(Protocol):
    def find(self, text: str) -> list[str]: ...


class ElasticIndex:
    def __init__(self, client: Elasticsearch) -> None:
        self._client = client

    def find(self, text: str) -> list[str]:
        return [hit["_id"] for hit in self._hits(text)]

    def _hits(self, text: str) -> list[dict[str, Any]]:
        return self._client.search(index="articles", q=text)["hits"]["hits"]


class WordIndex:
    def __init__(self, words: dict[str, list[str]]) -> None:
        self._words = words

    def find(self, text: str) -> list[str]:
        return self._words.get(text, [])


class Category:
    def __init__(self, name: str, children: list[Category]) -> None:
        self.name = name
        self.children = children

    def names(self) -> Iterator[str]:
        yield self.name
        for child in self.children:
            yield from child.names()

    def depth(self) -> int:
        return 1 + max((child.depth() for child in self.children), default=0)


class SearchService:
    def __init__(self, index: Index, elastic: ElasticIndex, client: AsyncElasticsearch) -> None:
        self.index = index
        self.elastic = elastic
        self.twin = client
        self.words = WordIndex({})

    async def find(self, text: str) -> list[str]:
        return self.index.find(text)  # ok: nobody knows which index

    async def find_by_elastic(self, text: str) -> list[str]:
        return self.elastic.find(text)  # error: blocking-call-in-async elasticsearch.Elasticsearch.search

    async def find_by_words(self, text: str) -> list[str]:
        return self.words.find(text)  # ok: in memory

    async def find_by_twin(self, text: str) -> dict[str, Any]:
        return await self.twin.search(index="articles", q=text)  # ok: awaited

    async def find_anything(self, client: Any, text: str) -> Any:
        return client.search(text)  # ok: nothing is known of it, and a name is no proof

    async def names(self, category: Category) -> list[str]:
        return list(category.names())  # ok: recursion in memory

    async def depth(self, category: Category) -> int:
        return category.depth()  # ok: recursion in memory

    async def everything(self) -> list[Article]:
        return default_catalog().all()  # error: blocking-call-in-async httpx.Client.get

    async def everything_in_a_thread(self) -> list[Article]:
        return await asyncio.to_thread(default_catalog().all)  # ok: making the client is lazy, the call is in a thread

    async def suggested(self, text: str) -> list[str]:
        return suggestions(text, 3)  # error: blocking-call-in-async elasticsearch.Elasticsearch.search

    async def shortened(self, text: str) -> str:
        return shorter(text)  # ok: a cycle in memory


def suggestions(text: str, depth: int) -> list[str]:
    """Ask, and with nothing found ask for less."""
    return _ask(text) or _with_less(text, depth - 1)


def _with_less(text: str, depth: int) -> list[str]:
    return suggestions(text[:-1], depth) if depth else []


def _ask(text: str) -> list[str]:
    return ElasticIndex(Elasticsearch("http://search.internal")).find(text)


def shorter(text: str) -> str:
    return stripped(text[:-1]) if len(text) > 10 else text


def stripped(text: str) -> str:
    return shorter(text.strip())
