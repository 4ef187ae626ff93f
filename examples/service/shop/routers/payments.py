"""Routes of payments."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, status

from shop.dependencies import CurrentUser, ProviderDep, SessionDep, SettingsDep, StaffUser
from shop.models import PaymentStatus
from shop.schemas import PaymentIn, PaymentOut
from shop.services import orders, payments

router = APIRouter(prefix="/payments", tags=["payments"])


@router.post("", status_code=status.HTTP_201_CREATED)
async def pay(
    wanted: PaymentIn, user: CurrentUser, session: SessionDep, provider: ProviderDep
) -> PaymentOut:
    """Pay one of the customer's own orders."""
    order = await orders.get_order(session, user, wanted.order_id)
    payment = await payments.pay(session, provider, order, wanted.card_token)
    return PaymentOut.model_validate(payment)


@router.get("/{payment_id}/status")
async def read_status(payment_id: int, _: StaffUser, session: SessionDep) -> PaymentStatus:
    """Show what became of a payment, for staff."""
    return await payments.payment_status(session, payment_id)


@router.post("/{payment_id}/refund")
async def refund(
    payment_id: int, _: StaffUser, session: SessionDep, provider: ProviderDep
) -> PaymentOut:
    """Give the money back, for staff."""
    return PaymentOut.model_validate(await payments.refund(session, provider, payment_id))


@router.post("/events", status_code=status.HTTP_204_NO_CONTENT)
async def receive_event(
    request: Request,
    session: SessionDep,
    settings: SettingsDep,
    signature: Annotated[str, Header(alias="X-Signature")],
) -> None:
    """Listen to what the payment provider has to tell."""
    secret = settings.webhook_secret.get_secret_value()
    payments.verify_signature(await request.body(), signature, secret)
    event = await request.json()
    await payments.apply_event(session, event["charge"], event["status"])
