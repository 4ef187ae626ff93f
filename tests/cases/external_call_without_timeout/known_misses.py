import aiohttp
import requests
from openai import OpenAI


class Crm:
    def __init__(self, session) -> None:
        self.session = session

    def customers(self) -> list[dict]:
        return self.session.get("https://crm.example.com").json()  # missed: nobody says what session is


class Models(OpenAI):
    """The service's own defaults."""


models = Models(api_key="key")  # missed: a class of the project


async def first(url: str) -> str:
    session = aiohttp.ClientSession()  # missed: another such client, used elsewhere, has a time
    return await read(session, url)


async def read(client, url: str) -> str:
    async with client.get(url, timeout=aiohttp.ClientTimeout(total=5)) as answer:
        return await answer.text()


def options() -> dict:
    return {"verify": False}


def insecure(url: str) -> bytes:
    return requests.get(url, **options()).content  # missed: what the function returns isn't looked into
