"""Routes of orders."""

from typing import Annotated

from fastapi import APIRouter, Query, status

from shop.clients.shipping import shipping_rates
from shop.dependencies import CurrentUser, RatesDep, SessionDep, SettingsDep
from shop.schemas import InvoiceOut, OrderIn, OrderOut, ShippingRate, TotalOut
from shop.services import orders

router = APIRouter(prefix="/orders", tags=["orders"])


@router.post("", status_code=status.HTTP_201_CREATED)
async def place_order(new: OrderIn, user: CurrentUser, session: SessionDep) -> OrderOut:
    """Order what is in the basket."""
    return OrderOut.model_validate(await orders.place_order(session, user, new))


@router.get("")
async def list_orders(
    user: CurrentUser, session: SessionDep, limit: Annotated[int, Query(ge=1, le=100)] = 20
) -> list[OrderOut]:
    """List the customer's own orders, newest first."""
    found = await orders.list_orders(session, user, limit)
    return [OrderOut.model_validate(order) for order in found]


@router.get("/{order_id}")
async def read_order(order_id: int, user: CurrentUser, session: SessionDep) -> OrderOut:
    """Show one order."""
    return OrderOut.model_validate(await orders.get_order(session, user, order_id))


@router.post("/{order_id}/cancel")
async def cancel_order(order_id: int, user: CurrentUser, session: SessionDep) -> OrderOut:
    """Cancel an order that isn't paid yet."""
    return OrderOut.model_validate(await orders.cancel_order(session, user, order_id))


@router.get("/{order_id}/invoice")
async def read_invoice(order_id: int, user: CurrentUser, session: SessionDep) -> InvoiceOut:
    """Show what is to be paid, and for what."""
    order = await orders.get_order(session, user, order_id)
    net_cents = sum(line.quantity * line.unit_price_cents for line in order.lines)
    if user.is_business and net_cents >= 100_000:
        discount_cents = net_cents * 12 // 100
    elif net_cents >= 50_000:
        discount_cents = net_cents * 5 // 100
    else:
        discount_cents = 0
    tax_percent = 0 if user.is_business and order.country != "DE" else 19
    tax_cents = (net_cents - discount_cents) * tax_percent // 100
    return InvoiceOut(
        order_id=order.id,
        net_cents=net_cents,
        discount_cents=discount_cents,
        tax_cents=tax_cents,
        gross_cents=net_cents - discount_cents + tax_cents,
    )


@router.get("/{order_id}/total")
async def read_total(
    order_id: int,
    user: CurrentUser,
    session: SessionDep,
    rates: RatesDep,
    currency: Annotated[str, Query(pattern="^[A-Z]{3}$")] = "USD",
) -> TotalOut:
    """Show the total in another currency."""
    order = await orders.get_order(session, user, order_id)
    return TotalOut(currency=currency, amount=await orders.total_in(order, rates, currency))


@router.get("/{order_id}/tracking")
async def track_order(order_id: int, user: CurrentUser, session: SessionDep) -> dict[str, str]:
    """Show the code that finds the parcel."""
    order = await orders.get_order(session, user, order_id)
    if order.tracking_code is None:
        return {"error": "This order has not been shipped yet"}
    return {"tracking_code": order.tracking_code}


@router.get("/{order_id}/shipping-rates")
async def list_shipping_rates(
    order_id: int, user: CurrentUser, session: SessionDep, settings: SettingsDep
) -> list[ShippingRate]:
    """List the ways to ship the order, and what they cost."""
    order = await orders.get_order(session, user, order_id)
    return await shipping_rates(settings.carrier_url, order.country, order.weight_grams)
