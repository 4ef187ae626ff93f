import httpx
import pytest
from sqlalchemy import update

from shop.db import Sessions
from shop.models import User
from tests.conftest import ANNA

pytestmark = pytest.mark.anyio


async def test_customers_see_themselves(client: httpx.AsyncClient, anna: User) -> None:
    me = (await client.get("/users/me")).json()
    assert me == {"id": anna.id, "email": ANNA["email"], "name": "Anna Berg", "phone": None}


async def test_an_address_registers_once(client: httpx.AsyncClient, anna: User) -> None:
    again = await client.post("/users", json={**ANNA, "email": "Anna@Example.com"})
    assert again.status_code == 409


async def test_staff_find_those_who_registered_twice(
    client: httpx.AsyncClient, anna: User, sessions: Sessions
) -> None:
    async with sessions.begin() as session:
        await session.execute(update(User).values(is_staff=True))
        session.add(User(email="ana@example.com", name="Ana Berg", password_hash=""))
        session.add_all(
            User(email=f"{number}@example.com", name=f"{number:030b}", password_hash="")
            for number in range(120)
        )
    pairs = (await client.get("/users/duplicates", params={"alike": 0.94})).json()
    names = [(pair["first"]["name"], pair["second"]["name"]) for pair in pairs]
    assert ("Anna Berg", "Ana Berg") in names
