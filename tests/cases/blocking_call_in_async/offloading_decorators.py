import asyncio

import requests
from asgiref.sync import sync_to_async
from asyncer import asyncify
from tornado.concurrent import run_on_executor


@sync_to_async
def load(url: str) -> str:
    return requests.get(url).text  # ok: a thread runs it


@sync_to_async(thread_sensitive=False)
def also(url: str) -> str:
    return requests.get(url).text  # ok: likewise


@asyncify
def another(url: str) -> str:
    return requests.get(url).text  # ok: likewise


class Service:
    @run_on_executor
    def fetch(self, url: str) -> str:
        return requests.get(url).text  # ok: likewise


def plain(url: str) -> str:
    return requests.get(url).text


async def callers(url: str, service: Service) -> None:
    await asyncio.gather(load(url), also(url), another(url))  # ok: they only make coroutines
    running = service.fetch(url)  # ok: a thread runs it
    await running
    plain(url)  # error: blocking-call-in-async it leads to requests.get
