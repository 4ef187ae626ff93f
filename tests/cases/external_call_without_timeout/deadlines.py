import asyncio

import aiohttp
import anyio
import requests
from asyncio import timeout
from openai import AsyncOpenAI


async def price(url: str) -> str:
    async with asyncio.timeout(10), aiohttp.ClientSession() as session:  # ok: all of it ends after ten seconds
        async with session.get(url) as answer:
            return await answer.text()


async def stock(url: str) -> str:
    with anyio.move_on_after(3):
        async with aiohttp.ClientSession() as session:  # ok: so does this
            async with session.get(url) as answer:
                return await answer.text()
    return "unknown"


async def rating(url: str) -> str:
    async with aiohttp.ClientSession() as session:  # error: external-call-without-timeout
        async with session.get(url) as answer:
            return await answer.text()


async def reviews(url: str) -> str:
    async with aiohttp.ClientSession() as session:  # ok: whoever runs it waits no longer than five seconds
        async with session.get(url) as answer:
            return await answer.text()


async def summary(url: str) -> str:
    return await asyncio.wait_for(reviews(url), 5)


async def report(url: str) -> str:
    return await asyncio.wait_for(asyncio.to_thread(requests.get, url), 5)  # ok: limited from outside


def page(url: str) -> str:
    return requests.get(url).text  # ok: the function below waits for it, with a limit


async def pages(urls: list[str]) -> list[str]:
    async with timeout(30):
        return [await asyncio.to_thread(page, url) for url in urls]


def task(**limits):
    return lambda function: function


@task(soft_time_limit=60)
def sync_catalogue(url: str) -> None:
    requests.get(url)  # ok: the worker ends the task after a minute


@task(name="sync")
def sync_orders(url: str) -> None:
    requests.get(url)  # error: external-call-without-timeout


async def answer(question: str) -> str:
    client = AsyncOpenAI()  # ok: the call on it is waited for with a limit
    reply = await asyncio.wait_for(client.responses.create(model="gpt", input=question), timeout=20)
    return reply.output_text


class Hub:
    session: aiohttp.ClientSession

    def make_session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(headers={"accept": "application/json"})  # ok: its calls are limited

    async def run(self) -> None:
        async with self.make_session() as self.session:
            await self.ask("get", "/states")

    async def ask(self, method: str, path: str) -> object:
        if method == "get":
            asked = self.session.get(path)
        else:
            asked = self.session.post(path)
        return await asyncio.wait_for(asked, timeout=10)
