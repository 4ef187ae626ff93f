import httpx
from httpx import AsyncClient, Timeout

open_ended = httpx.Timeout(None)
streaming = httpx.Timeout(None, connect=5.0)


def prices() -> dict:
    return httpx.get("https://prices.example.com").json()  # ok: httpx gives up after five seconds


def exact_prices() -> dict:
    return httpx.get("https://prices.example.com", timeout=None).json()  # error: external-call-without-timeout since its timeout is None


async def train(payload: dict) -> dict:
    async with AsyncClient(timeout=None) as client:  # error: external-call-without-timeout `AsyncClient()` waits for ever
        answer = await client.post("https://training.example.com", json=payload)
        return answer.json()


async def predict(payload: dict) -> dict:
    async with AsyncClient(timeout=None) as client:  # ok: its only call says how long
        answer = await client.post("https://models.example.com", json=payload, timeout=30)
        return answer.json()


async def follow(url: str):
    async with AsyncClient(timeout=streaming) as client, client.stream("GET", url) as lines:  # ok: connecting is limited
        async for line in lines.aiter_lines():
            yield line


async def follow_blindly(url: str):
    async with AsyncClient() as client:
        async with client.stream("GET", url, timeout=open_ended) as lines:  # error: external-call-without-timeout
            async for line in lines.aiter_lines():
                yield line


class Wallet:
    def __init__(self, url: str) -> None:
        self.client = httpx.AsyncClient(base_url=url, timeout=Timeout(10, read=None))  # ok: only reading is open

    async def pay(self, invoice: str) -> dict:
        answer = await self.client.post("/pay", json={"invoice": invoice}, timeout=None)  # error: external-call-without-timeout `self.client.post()`
        return answer.json()

    async def balance(self) -> dict:
        return (await self.client.get("/balance")).json()  # ok: the client's time holds
