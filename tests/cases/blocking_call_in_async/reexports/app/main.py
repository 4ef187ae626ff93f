import app.core.http
import plugins.tax.rates
from app import core
from app.clients import BaseClient
from app.core import HttpSession, get_session, nap, rest, shared, web


class Orders(BaseClient):
    async def find(self, number: int) -> str:
        return self.http.get(f"/{number}").text  # error: blocking-call-in-async httpx.Client.get

    async def find_by_property(self, number: int) -> str:
        return self.transport.get(f"/{number}").text  # error: blocking-call-in-async httpx.Client.get

    async def find_by_method(self, number: int) -> str:
        return self.session().get(f"/{number}").text  # error: blocking-call-in-async httpx.Client.get

    async def find_by_super(self, number: int) -> str:
        return super().session().get(f"/{number}").text  # error: blocking-call-in-async httpx.Client.get

    async def find_by_twin(self, number: int) -> str:
        answer = await self.twin.get(f"/{number}")  # ok: awaited
        return answer.text


async def naps() -> None:
    nap(1)  # error: blocking-call-in-async `nap()` blocks the event loop: time.sleep suspends
    rest(1)  # error: blocking-call-in-async `rest()` blocks the event loop: time.sleep suspends
    core.nap(1)  # error: blocking-call-in-async `core.nap()` blocks the event loop: time.sleep suspends
    web.times.sleep(1)  # error: blocking-call-in-async `web.times.sleep()`


async def requests_everywhere(url: str) -> None:
    core.requests.get(url)  # error: blocking-call-in-async `core.requests.get()`
    app.core.http.requests.put(url)  # error: blocking-call-in-async `app.core.http.requests.put()`
    shared.get(url)  # error: blocking-call-in-async requests.Session.get
    get_session().post(url)  # error: blocking-call-in-async requests.Session.post
    core.get_session().delete(url)  # error: blocking-call-in-async requests.Session.delete
    HttpSession().head(url)  # error: blocking-call-in-async requests.Session.head


async def orders() -> None:
    Orders("https://orders.example").http.get("/")  # error: blocking-call-in-async httpx.Client.get
    Orders.default().http.get("/")  # error: blocking-call-in-async httpx.Client.get
    with Orders.default().http as client:
        client.get("/")  # error: blocking-call-in-async httpx.Client.get


async def by_folders_without_init() -> None:
    plugins.tax.rates.session.get("/")  # error: blocking-call-in-async requests.Session.get
    plugins.tax.nowhere.session.get("/")  # ok: no such module
