import aiohttp
import boto3
import httpx
from fastapi import APIRouter, Depends, FastAPI, Request
from openai import AsyncOpenAI
from pydantic_settings import BaseSettings
from sqlalchemy import create_engine

app = FastAPI()
router = APIRouter()


class AppSettings(BaseSettings):
    model_key: str = ""
    database: str = ""


settings = AppSettings()


async def find_config(user: str):
    return user


async def model_for(config) -> AsyncOpenAI:
    return AsyncOpenAI(api_key=config.model_key)  # ok: each user has a key of their own


@router.get("/ask")
async def ask(request: Request) -> None:
    await model_for(await find_config(request.query_params["user"]))


@router.get("/buckets")
def buckets(key: str, secret: str) -> list[str]:
    session = boto3.Session(aws_access_key_id=key, aws_secret_access_key=secret)
    return session.client("s3").list_buckets()  # ok: the credentials come from the request


@router.get("/own/buckets")
def own_buckets() -> list[str]:
    session = boto3.Session()
    return session.client("s3").list_buckets()  # error: client-created-per-request runs the handler `own_buckets`


def pinned(url: str) -> aiohttp.TCPConnector:
    return aiohttp.TCPConnector(local_addr=(url, 0))


@router.get("/fetch")
async def fetch(url: str) -> None:
    async with aiohttp.ClientSession(connector=pinned(url)) as session:  # ok: bound to one address
        await session.get(url)


@router.get("/proxied")
def proxied(proxy: str) -> int:
    return httpx.Client(proxy=proxy).get("https://shop.example").status_code  # ok: the user's proxy


@router.get("/headers")
def headers(token: str) -> int:
    client = httpx.Client(headers={"Authorization": token})  # error: client-created-per-request runs the handler `headers`
    return client.get("https://shop.example").status_code


def engine_for(url: str, echo: bool = False):
    return create_engine(url, echo=echo)  # error: client-created-per-request runs the handler `report`


@router.get("/report")
def report(current: AppSettings = Depends(AppSettings)) -> None:
    engine_for(current.database)


@router.get("/other")
def other(url: str) -> None:
    engine_for(url, echo=True)


class Wallet:
    def __init__(self) -> None:
        self.client = httpx.AsyncClient()  # ok: requests ask for the class, and make none


class Account:
    def __init__(self) -> None:
        self.model = AsyncOpenAI(api_key=settings.model_key)  # error: client-created-per-request runs the handler `pay`


@router.post("/pay")
async def pay(request: Request) -> bool:
    Account()
    return isinstance(request.app.state.wallet, Wallet)


class Tenant:
    def __init__(self, key: str) -> None:
        self.key = key

    def model(self) -> AsyncOpenAI:
        return AsyncOpenAI(api_key=self.key)  # ok: the tenant's

    def shared(self) -> AsyncOpenAI:
        return AsyncOpenAI(api_key=app.extra["key"])  # error: client-created-per-request runs the handler `tenant`


@router.get("/tenant")
async def tenant(key: str) -> None:
    Tenant(key).model()
    Tenant(key).shared()


@router.get("/fallback")
async def fallback(client: httpx.AsyncClient | None = None) -> None:
    own = client if client is not None else httpx.AsyncClient()  # error: client-created-per-request runs the handler `fallback`
    await read(own)
    await read(client=own)
    await read_later()


async def read(client: httpx.AsyncClient | None = None) -> None:
    if not client:
        client = httpx.AsyncClient()  # ok: all who run it in a request hand it theirs
    await client.get("https://shop.example")


async def read_later(client: httpx.AsyncClient | None = None) -> None:
    if client:
        await client.get("https://shop.example")
    else:
        await httpx.AsyncClient().get("https://shop.example")  # error: client-created-per-request runs the handler `fallback`


@router.get("/chosen")
def chosen(urls: list[str]) -> None:
    first = next(url for url in urls if url)
    create_engine(first)  # ok: chosen from the request
    create_engine("".join(word for word in ("a", "b")))  # error: client-created-per-request runs the handler `chosen`


@router.get("/rows")
def rows(request: Request) -> None:
    for url in request.query_params:
        create_engine(url)  # ok: from the request
    host, port = request.headers["host"].split(":")
    create_engine(f"postgresql://{host}:{port}/shop")  # ok: nobody says what the parts are
    create_engine(app.extra["database"] if request.method == "GET" else settings.database)  # error: client-created-per-request runs the handler `rows`


def later(url: str):
    def run():
        return create_engine(url)  # ok: nobody says whose address it is

    return run()


@router.get("/later")
def run_later() -> None:
    later("postgresql://db/shop")


class Base:
    address = "postgresql://db/shop"

    def __init__(self, url: str) -> None:
        self.url = url


class Store(Base):
    def open(self):
        return create_engine(self.address), create_engine(self.url)  # ok: what a base class holds isn't followed


@router.get("/store")
def store() -> None:
    Store("postgresql://db/shop").open()


def guarded(resolver: list[str]) -> aiohttp.TCPConnector:
    return aiohttp.TCPConnector(local_addr=(resolver[0], 0))


@router.get("/guarded")
async def fetch_guarded(url: str) -> None:
    resolver = []
    resolver.append(url)
    async with aiohttp.ClientSession(connector=guarded(resolver)) as session:  # ok: what it is bound to is filled elsewhere
        await session.get(url)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=5)) as session:  # error: client-created-per-request runs the handler `fetch_guarded`
        await session.get(url)
    async with aiohttp.ClientSession(connector=app.state.connector) as session:  # ok: shares the connector
        await session.get(url)
    retrying = None if app.debug else httpx.HTTPTransport(retries=2)
    httpx.Client(transport=retrying)  # ok: what it goes through was made before
    httpx.Client(transport=None if app.debug else httpx.HTTPTransport(retries=2))  # error: client-created-per-request runs the handler `fetch_guarded`
