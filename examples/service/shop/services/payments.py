"""Payments: taking money, giving it back, listening to the provider."""

import hashlib
import hmac
import logging

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.clients.payment_provider import PaymentProvider
from shop.errors import ConflictError, InvalidSignatureError, NotFoundError
from shop.models import Order, OrderStatus, Payment, PaymentStatus

logger = logging.getLogger(__name__)


async def pay(
    session: AsyncSession, provider: PaymentProvider, order: Order, card_token: str
) -> Payment:
    """Charge the card for the order."""
    if order.status is not OrderStatus.PENDING:
        raise ConflictError(f"This order is {order.status.value}")
    charge = await provider.charge(order.total_cents, card_token, f"order-{order.id}")
    payment = Payment(order_id=order.id, reference=charge.reference, amount_cents=order.total_cents)
    order.status = OrderStatus.PAID
    session.add(payment)
    await session.commit()
    logger.info(f"Order {order.id} was paid with charge {charge.reference}")
    return payment


async def payment_status(session: AsyncSession, payment_id: int) -> PaymentStatus:
    """Return what became of a payment."""
    payment = await session.get(Payment, payment_id)
    return payment.status


async def refund(session: AsyncSession, provider: PaymentProvider, payment_id: int) -> Payment:
    """Give the money back, once."""
    payment = await session.get(Payment, payment_id)
    if payment is None:
        raise NotFoundError(f"There is no payment {payment_id}")
    if payment.status is not PaymentStatus.CAPTURED:
        raise ConflictError(f"This payment is {payment.status.value}")
    await provider.refund(payment.reference)
    payment.status = PaymentStatus.REFUNDED
    await session.commit()
    logger.info("Payment %s was refunded", payment.id)
    return payment


async def apply_event(session: AsyncSession, reference: str, status: str) -> None:
    """Write down what the provider tells about a charge."""
    payment = await session.scalar(select(Payment).where(Payment.reference == reference))
    if payment is None:
        raise NotFoundError(f"There is no charge {reference}")
    payment.status = PaymentStatus(status)
    await session.commit()


def verify_signature(body: bytes, signature: str, secret: str) -> None:
    """Make sure that the message was written by someone who knows the secret."""
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, signature):
        raise InvalidSignatureError("The signature doesn't fit the message")
