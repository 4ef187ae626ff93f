import httpx
from fastapi import APIRouter
from openai import AsyncOpenAI

router = APIRouter()


class Model:
    def __init__(self, key: str = "") -> None:
        self.key = key or "shared"

    async def ask(self) -> None:
        AsyncOpenAI(api_key=self.key)  # missed: whose key it is was said where the object was made


class Lazy:
    def connect(self) -> httpx.AsyncClient:
        self.client = httpx.AsyncClient()  # missed: kept by an object that lives no longer than the request
        return self.client


@router.get("/ask")
async def ask(unknown) -> None:
    await Model().ask()
    Lazy().connect()
    unknown.fetch()


class Fetcher:
    def fetch(self) -> None:
        httpx.Client()  # missed: nobody says what the handler's parameter is
