import asyncio

import httpx


class Gateway(httpx.AsyncClient):
    """A client of our own."""


class Rates:
    def __init__(self) -> None:
        self._client = httpx.AsyncClient()  # error: client-created-per-request runs the handler `read_rates`

    async def read(self) -> object:
        return await self._client.get("https://rates.example")


class Singleton(type):
    pass


class Shared(metaclass=Singleton):
    def __init__(self) -> None:
        self._client = httpx.AsyncClient()  # ok: there is one


class Lazy:
    def __init__(self) -> None:
        self._client = None

    @property
    def client(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient()  # ok: the object keeps it
        return self._client


class Report:
    async def __aenter__(self) -> "Report":
        self._client = httpx.AsyncClient()  # error: client-created-per-request runs the handler `write_report`
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._client.aclose()


class DailyReport(Report):
    """Inherits how it is entered."""


_by_name: dict[str, httpx.AsyncClient] = {}


def named(name: str) -> httpx.AsyncClient:
    found = _by_name.get(name)
    if found is None:
        found = httpx.AsyncClient()  # ok: kept by its name
        _by_name[name] = found
    return found


class Probe:
    @property
    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient()  # error: client-created-per-request runs the handler `probe`


async def _post(text: str) -> None:
    async with Gateway() as gateway:  # error: client-created-per-request `Gateway()` is made for each request that runs the handler `notify`
        await gateway.post("https://mail.example", json=text)


async def post_later(text: str) -> None:
    asyncio.create_task(_post(text))
