"""A shop of its own for every test, and a payment provider that always says yes."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from shop.db import Sessions
from shop.main import create_app
from shop.models import Product, User
from shop.settings import Settings

ANNA = {"email": "anna@example.com", "name": "Anna Berg", "password": "correct horse"}
LOGIN = httpx.BasicAuth(ANNA["email"], ANNA["password"])


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def answer_upstream(request: httpx.Request) -> httpx.Response:
    if request.url.path == "/latest":
        return httpx.Response(200, json={"rates": {"USD": "1.10"}})
    return httpx.Response(200, json={"reference": "ch_1", "status": "captured"})


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[FastAPI]:
    settings = Settings(
        database_url=f"sqlite+aiosqlite:///{tmp_path}/shop.db",
        payment_key=SecretStr("key"),
        webhook_secret=SecretStr("secret"),
        bcrypt_rounds=4,
    )
    app = create_app(settings, httpx.MockTransport(answer_upstream))
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
def sessions(app: FastAPI) -> Sessions:
    sessions: Sessions = app.state.sessions
    return sessions


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://shop", auth=LOGIN) as http:
        yield http


@pytest.fixture
async def anna(client: httpx.AsyncClient, sessions: Sessions) -> User:
    created = await client.post("/users", json=ANNA)
    async with sessions() as session:
        user = await session.get(User, created.json()["id"])
    assert user is not None
    return user


@pytest.fixture
async def lamp(sessions: Sessions) -> Product:
    product = Product(sku="lamp", name="Lamp", price_cents=30_000, weight_grams=900, stock=3)
    async with sessions.begin() as session:
        session.add(product)
    return product
