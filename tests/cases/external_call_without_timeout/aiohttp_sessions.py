import aiohttp
from aiohttp import ClientSession, ClientTimeout

DEFAULT = ClientTimeout(total=20)


async def notify(url: str, text: str) -> int:
    async with aiohttp.ClientSession() as session:  # error: external-call-without-timeout waits up to five minutes
        async with session.post(url, json={"text": text}) as answer:
            return answer.status


async def notify_soon(url: str, text: str) -> int:
    async with ClientSession(timeout=DEFAULT) as session:  # ok: twenty seconds for each
        async with session.post(url, json={"text": text}) as answer:
            return answer.status


async def lookup(url: str) -> str:
    async with ClientSession() as session:  # ok: the call says how long
        async with session.get(url, timeout=ClientTimeout(total=5)) as answer:
            return await answer.text()


async def lookup_twice(url: str) -> str:
    async with ClientSession() as session:  # error: external-call-without-timeout
        async with session.get(url, timeout=ClientTimeout(total=5)) as answer:
            path = await answer.text()
        async with session.get(url + path) as answer:
            return await answer.text()


async def dump(url: str) -> bytes:
    async with ClientSession(timeout=ClientTimeout(total=None)) as session:  # error: external-call-without-timeout for ever
        async with session.get(url) as answer:
            return await answer.read()


async def dump_as_it_comes(url: str) -> bytes:
    patient = ClientTimeout(total=None, sock_connect=10, sock_read=60)
    async with ClientSession(timeout=patient) as session:  # ok: connecting and each read are limited
        async with session.get(url) as answer:
            return await answer.read()


class Transcriber:
    async def connect(self, url: str) -> None:
        self._session = aiohttp.ClientSession()  # ok: a websocket, which is meant to stay
        self._socket = await self._session.ws_connect(url)

    async def close(self) -> None:
        await self._session.close()


class Synthesizer:
    async def connect(self, url: str) -> None:
        self._session = aiohttp.ClientSession()  # error: external-call-without-timeout
        self._url = url

    async def voices(self) -> list[str]:
        async with self._session.get(self._url) as answer:
            return await answer.json()


async def ping(url: str) -> bool:
    async with aiohttp.request("HEAD", url) as answer:  # error: external-call-without-timeout `aiohttp.request()`
        return answer.ok


async def page(session: aiohttp.ClientSession, url: str) -> str:
    async with session.get(url) as answer:  # ok: said at the session, wherever that is made
        return await answer.text()
