import httpx
import pytest

from shop.models import Product, User

pytestmark = pytest.mark.anyio

BASKET = {"country": "DE", "lines": [{"sku": "lamp", "quantity": 2}]}


async def test_invoice_of_a_large_order_has_a_discount(
    client: httpx.AsyncClient, anna: User, lamp: Product
) -> None:
    order = (await client.post("/orders", json=BASKET)).json()
    invoice = (await client.get(f"/orders/{order['id']}/invoice")).json()
    assert invoice == {
        "order_id": order["id"],
        "net_cents": 60_000,
        "discount_cents": 3_000,
        "tax_cents": 10_830,
        "gross_cents": 67_830,
    }


async def test_more_than_the_stock_can_not_be_ordered(
    client: httpx.AsyncClient, anna: User, lamp: Product
) -> None:
    first = await client.post("/orders", json=BASKET)
    second = await client.post("/orders", json=BASKET)
    assert (first.status_code, second.status_code) == (201, 409)
    assert second.json() == {"detail": "Only 1 of lamp are left"}


async def test_total_in_another_currency(
    client: httpx.AsyncClient, anna: User, lamp: Product
) -> None:
    order = (await client.post("/orders", json=BASKET)).json()
    total = await client.get(f"/orders/{order['id']}/total", params={"currency": "USD"})
    assert total.json() == {"currency": "USD", "amount": "660.00"}


async def test_a_cancelled_order_gives_the_goods_back(
    client: httpx.AsyncClient, anna: User, lamp: Product
) -> None:
    order = (await client.post("/orders", json=BASKET)).json()
    cancelled = await client.post(f"/orders/{order['id']}/cancel")
    assert cancelled.json()["status"] == "cancelled"
    assert (await client.post("/orders", json=BASKET)).status_code == 201
