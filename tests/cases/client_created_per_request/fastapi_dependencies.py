from functools import cache, lru_cache
from typing import Annotated

import boto3
import httpx
import redis.asyncio as redis
import requests
import sqlite3
from fastapi import APIRouter, BackgroundTasks, Depends, FastAPI, WebSocket
from motor.motor_asyncio import AsyncIOMotorClient
from openai import AsyncOpenAI
from pydantic_settings import BaseSettings
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker
from starlette.middleware.base import BaseHTTPMiddleware


class Settings(BaseSettings):
    database: str = "postgresql://db/shop"
    model_key: str = ""


settings = Settings()
app = FastAPI()
router = APIRouter(prefix="/shop")
engine = create_engine(settings.database)
sessions = sessionmaker(engine)


@lru_cache
def get_settings() -> Settings:
    return Settings()


def get_session():
    with sessions() as session:  # ok: a shared factory makes it
        yield session


def get_redis() -> redis.Redis:
    return redis.from_url("redis://cache")  # error: client-created-per-request runs the dependency `get_redis`


RedisDep = Annotated[redis.Redis, Depends(get_redis)]


@lru_cache(maxsize=1)
def get_storage():
    return boto3.client("s3")  # ok: made once


@cache
def get_mongo() -> AsyncIOMotorClient:
    return AsyncIOMotorClient("mongodb://db")  # ok: made once


def get_model(known: Annotated[Settings, Depends(get_settings)]) -> AsyncOpenAI:
    return AsyncOpenAI(api_key=known.model_key)  # error: client-created-per-request runs the dependency `get_model`


def get_own_model(api_key: str) -> AsyncOpenAI:
    return AsyncOpenAI(api_key=api_key)  # ok: the caller's own, by the key in the request


_queue = None


def get_queue():
    global _queue
    if _queue is None:
        _queue = boto3.client("sqs")  # ok: the first time only
    return _queue


def get_pooled(pool: redis.ConnectionPool) -> redis.Redis:
    return redis.Redis(connection_pool=pool)  # ok: shares the pool


class Mailer:
    def __init__(self, client: httpx.AsyncClient | None = None) -> None:
        self.client = client or httpx.AsyncClient()  # error: client-created-per-request runs the handler `mail`

    async def send(self, text: str) -> None:
        await self.client.post("https://mail.example", json=text)


shared_client = httpx.AsyncClient()
shared_mailer = Mailer()


class Notifier:
    def __init__(self, client: httpx.AsyncClient | None = None) -> None:
        self.client = client or httpx.AsyncClient()  # ok: all who make one in a request hand it theirs


def fetch(path: str, session: requests.Session | None = None) -> bytes:
    if session is None:
        session = requests.Session()  # error: client-created-per-request runs the handler `logo`
    return session.get(f"https://shop.example/{path}", timeout=3).content


async def remind(address: str) -> None:
    async with httpx.AsyncClient() as client:  # error: client-created-per-request runs the handler `order`
        await client.post("https://mail.example", json=address)


class Timing(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        async with httpx.AsyncClient() as client:  # error: client-created-per-request runs the middleware `Timing.dispatch`
            await client.post("https://metrics.example")
        return await call_next(request)


@router.get("/logo")
def logo() -> bytes:
    return fetch("logo.png")


@router.get("/page")
def page(session: Session = Depends(get_session)) -> bytes:
    return requests.get("https://shop.example", timeout=3).content  # ok: no client


@router.get("/mail")
async def mail() -> None:
    await shared_mailer.send("a")
    await Mailer().send("b")


@router.get("/notify")
async def notify() -> None:
    Notifier(shared_client)
    Notifier(client=shared_client)


@router.post("/orders")
async def order(tasks: BackgroundTasks, cache: RedisDep, queue=Depends(get_queue)) -> None:
    tasks.add_task(remind, "a@b.example")


@router.post("/check")
def check_address(url: str) -> bool:
    own = create_engine(url)  # ok: the address comes from the request
    return own.connect() is not None


@router.get("/ask")
async def ask(model: AsyncOpenAI = Depends(get_model)) -> object:
    return await model.models.list()


@router.get("/factory")
def factory() -> None:
    with sessionmaker(engine)() as session:  # error: client-created-per-request makes a class each time
        session.execute("SELECT 1")


@router.get("/lite")
def lite() -> None:
    sqlite3.connect("shop.db").close()  # ok: no pool, no network


@router.get("/kept")
async def kept() -> None:
    app.state.client = httpx.AsyncClient()  # ok: kept on the application


@app.websocket("/live")
async def live(socket: WebSocket) -> None:
    client = redis.Redis(host="cache")  # error: client-created-per-request runs the handler `live`
    await client.ping()


@app.middleware("http")
async def count(request, call_next):
    await get_redis().incr("requests")
    return await call_next(request)


async def nightly() -> None:
    async with httpx.AsyncClient() as client:  # ok: no request runs it
        await client.get("https://shop.example")


def unused_dependency():
    return httpx.Client()  # ok: nobody names it


def main() -> None:
    client = httpx.Client()  # ok: a script
    client.get("https://shop.example")
