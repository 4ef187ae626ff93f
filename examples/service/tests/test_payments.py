import hashlib
import hmac

import httpx
import pytest

from shop.models import Product, User

pytestmark = pytest.mark.anyio

BASKET = {"country": "DE", "lines": [{"sku": "lamp", "quantity": 1}]}
EVENT = b'{"charge": "ch_1", "status": "disputed"}'


async def test_an_order_is_paid_once(client: httpx.AsyncClient, anna: User, lamp: Product) -> None:
    order = (await client.post("/orders", json=BASKET)).json()
    wanted = {"order_id": order["id"], "card_token": "tok_visa"}
    first = await client.post("/payments", json=wanted)
    second = await client.post("/payments", json=wanted)
    assert (first.status_code, second.status_code) == (201, 409)
    assert first.json()["amount_cents"] == 30_000


async def test_an_event_needs_the_right_signature(
    client: httpx.AsyncClient, anna: User, lamp: Product
) -> None:
    order = (await client.post("/orders", json=BASKET)).json()
    await client.post("/payments", json={"order_id": order["id"], "card_token": "tok_visa"})
    right = hmac.new(b"secret", EVENT, hashlib.sha256).hexdigest()
    answers = [
        await client.post("/payments/events", content=EVENT, headers={"X-Signature": signature})
        for signature in ("wrong", right)
    ]
    assert [answer.status_code for answer in answers] == [401, 204]
