import urllib.request
from contextlib import closing
from http.client import HTTPSConnection
from urllib.request import Request, urlopen
from xmlrpc.client import ServerProxy

import httpx
import requests
import urllib3
from requests.adapters import HTTPAdapter

ORDERS = "https://orders.example/api"


async def order_page(number: int) -> bytes:
    answer = urllib.request.urlopen(f"{ORDERS}/{number}")  # error: blocking-call-in-async `urllib.request.urlopen()` blocks
    return answer.read()  # error: blocking-call-in-async http.client.HTTPResponse.read waits


async def order_form(number: int) -> bytes:
    request = Request(f"{ORDERS}/{number}/form", headers={"Accept": "text/html"})
    with urlopen(request, timeout=10) as answer:  # error: blocking-call-in-async urllib.request.urlopen waits for the server's answer
        return answer.read()  # error: blocking-call-in-async http.client.HTTPResponse.read


async def order_by_requests(number: int) -> dict[str, object]:
    response = requests.get(f"{ORDERS}/{number}", timeout=5)  # error: blocking-call-in-async use httpx.AsyncClient
    response.raise_for_status()  # ok: the answer is there
    return response.json()


async def place_order(body: dict[str, object]) -> int:
    return requests.request("POST", ORDERS, json=body, timeout=5).status_code  # error: blocking-call-in-async `requests.request()` blocks


async def order_by_httpx(number: int) -> int:
    return httpx.get(f"{ORDERS}/{number}").status_code  # error: blocking-call-in-async `httpx.get()` blocks


async def order_by_a_sync_client(number: int) -> int:
    client = httpx.Client(base_url=ORDERS)  # ok: connects with the first request
    response = client.get(f"/{number}")  # error: blocking-call-in-async httpx.Client.get waits
    client.close()  # ok: hangs up, waits for nothing
    return response.status_code


async def order_by_a_context(number: int) -> int:
    with httpx.Client(base_url=ORDERS) as client:
        return client.post(f"/{number}/retry").status_code  # error: blocking-call-in-async httpx.Client.post waits


async def cancel(client: httpx.Client, number: int) -> None:
    client.delete(f"{ORDERS}/{number}")  # error: blocking-call-in-async httpx.Client.delete waits


async def stock_by_urllib3() -> bytes:
    pool = urllib3.PoolManager(retries=2)  # ok: connects with the first request
    return pool.request("GET", f"{ORDERS}/stock").data  # error: blocking-call-in-async urllib3.PoolManager.request


async def stock_at_once() -> bytes:
    return urllib3.request("GET", f"{ORDERS}/stock").data  # error: blocking-call-in-async `urllib3.request()` blocks


async def order_in_one_session(numbers: list[int]) -> list[int]:
    session = requests.Session()  # ok: connects with the first request
    session.mount("https://", HTTPAdapter(max_retries=2))
    found = []
    for number in numbers:
        answer = session.get(f"{ORDERS}/{number}", timeout=5)  # error: blocking-call-in-async requests.Session.get waits
        found.append(answer.status_code)
    return found


async def invoice_pieces(session: requests.Session, number: int) -> int:
    size = 0
    with session.get(f"{ORDERS}/{number}/invoice", stream=True) as answer:  # error: blocking-call-in-async requests.Session.get
        for piece in answer.iter_content(65536):  # error: blocking-call-in-async requests.Response.iter_content reads the rest
            size += len(piece)
    return size


async def ping_the_carrier() -> int:
    with closing(HTTPSConnection("carrier.example", timeout=3)) as connection:
        connection.request("HEAD", "/health")  # error: blocking-call-in-async http.client.HTTPSConnection.request
        return connection.getresponse().status  # error: blocking-call-in-async http.client.HTTPSConnection.getresponse


async def tariff(country: str) -> float:
    customs = ServerProxy("https://customs.example/rpc")  # ok: connects with the first call
    return customs.tariff(country)  # error: blocking-call-in-async xmlrpc.client.ServerProxy.tariff


async def order_as_it_should_be(number: int) -> int:
    async with httpx.AsyncClient(base_url=ORDERS) as client:
        response = await client.get(f"/{number}")  # ok: awaited
        return response.status_code
