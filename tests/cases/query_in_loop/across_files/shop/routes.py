from fastapi import APIRouter, HTTPException

from shop.database import SessionDep
from shop.models import Order
from shop.repository import OrderRepository, ProductRepository
from shop.schemas import OrderIn

router = APIRouter()


@router.post("/orders")
async def order(body: OrderIn, session: SessionDep) -> list[int]:
    products = ProductRepository(session)
    orders = OrderRepository(session)
    made = []
    for line in body.lines:
        product = await products.get_by_id(line.product_id)  # error: query-in-loop `products.get_by_id()` leads to `self.session.execute()` (shop/repository.py:16), which asks the database once for each `line`
        if product is None:
            raise HTTPException(404)
        made.append(Order(product=product))
    for item in made:
        await orders.create(item)  # error: query-in-loop `orders.create()` leads to `self.session.commit()` (shop/repository.py:21), which commits once for each `item`; commit once, after the loop
    return [item.id for item in made]


@router.get("/prices")
async def prices(session: SessionDep, keys: list[int]) -> dict[int, int]:
    found = await ProductRepository(session).get_many(keys)
    return {product.id: product.price for product in found}  # ok: one query for all
