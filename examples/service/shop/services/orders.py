"""Orders, from the basket to the parcel."""

from collections.abc import Sequence
from decimal import Decimal

from fastapi import HTTPException
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.clients.exchange_rates import ExchangeRates
from shop.errors import ConflictError, NotFoundError
from shop.models import Order, OrderLine, OrderStatus, Product, User
from shop.schemas import OrderIn


async def place_order(session: AsyncSession, user: User, new: OrderIn) -> Order:
    """Reserve the goods and write the order down."""
    order = Order(user_id=user.id, country=new.country, lines=[])
    for line in new.lines:
        product = await session.scalar(select(Product).where(Product.sku == line.sku))
        if product is None:
            raise NotFoundError(f"There is no product {line.sku}")
        if product.stock < line.quantity:
            raise ConflictError(f"Only {product.stock} of {line.sku} are left")
        product.stock -= line.quantity
        order.lines.append(
            OrderLine(product=product, quantity=line.quantity, unit_price_cents=product.price_cents)
        )
    session.add(order)
    await session.commit()
    return order


async def list_orders(session: AsyncSession, user: User, limit: int) -> Sequence[Order]:
    """Return the customer's orders, newest first."""
    theirs = select(Order).where(Order.user_id == user.id)
    return (await session.scalars(theirs.order_by(Order.id.desc()).limit(limit))).all()


async def get_order(session: AsyncSession, user: User, order_id: int) -> Order:
    """Return one of the customer's own orders."""
    order = await session.get(Order, order_id)
    if order is None or order.user_id != user.id:
        raise NotFoundError(f"There is no order {order_id}")
    return order


async def cancel_order(session: AsyncSession, user: User, order_id: int) -> Order:
    """Cancel an order that isn't paid yet, and put the goods back."""
    order = await get_order(session, user, order_id)
    if order.status is not OrderStatus.PENDING:
        raise HTTPException(status_code=409, detail=f"This order is {order.status.value}")
    for line in order.lines:
        line.product.stock += line.quantity
    order.status = OrderStatus.CANCELLED
    await session.commit()
    return order


async def total_in(order: Order, rates: ExchangeRates, currency: str) -> Decimal:
    """Return the order's total in another currency, rounded to its cents."""
    euros = Decimal(order.total_cents) / 100
    return (euros * await rates.rate(currency)).quantize(Decimal("0.01"))
