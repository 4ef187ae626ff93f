"""What callers send and what they get back."""

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, EmailStr, Field, field_validator

from shop.models import OrderStatus, PaymentStatus


class Row(BaseModel):
    """A schema that is filled from a table's row."""

    model_config = ConfigDict(from_attributes=True)


class UserIn(BaseModel):
    email: EmailStr
    name: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=10, max_length=72)
    phone: str | None = None

    @field_validator("email")
    @classmethod
    def lower_email(cls, value: str) -> str:
        """Let nobody register twice by capitals."""
        return value.lower()

    @field_validator("phone", mode="before")
    @classmethod
    def compact_phone(cls, value: Any) -> Any:
        """Drop what people write between the digits."""
        if isinstance(value, str):
            return value.translate({ord(mark): None for mark in " -/()"})


class UserOut(Row):
    id: int
    email: str
    name: str
    phone: str | None


class DuplicateOut(BaseModel):
    first: UserOut
    second: UserOut


class ResetRequest(BaseModel):
    email: EmailStr


class PasswordReset(BaseModel):
    token: str
    password: str = Field(min_length=10, max_length=72)


class LineIn(BaseModel):
    sku: str
    quantity: int = Field(ge=1, le=100)


class OrderIn(BaseModel):
    country: str = Field(pattern="^[A-Z]{2}$")
    lines: list[LineIn] = Field(min_length=1, max_length=50)


class LineOut(Row):
    product_id: int
    quantity: int
    unit_price_cents: int


class OrderOut(Row):
    id: int
    status: OrderStatus
    country: str
    total_cents: int
    lines: list[LineOut]


class InvoiceOut(BaseModel):
    order_id: int
    net_cents: int
    discount_cents: int
    tax_cents: int
    gross_cents: int


class TotalOut(BaseModel):
    currency: str
    amount: Decimal


class ShippingRate(BaseModel):
    carrier: str
    price_cents: int
    days: int


class PaymentIn(BaseModel):
    order_id: int
    card_token: str


class PaymentOut(Row):
    id: int
    order_id: int
    amount_cents: int
    status: PaymentStatus
