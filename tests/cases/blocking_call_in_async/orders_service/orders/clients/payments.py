from __future__ import annotations

import hmac
from types import TracebackType
from typing import Any

from orders.clients.base import ApiClient
from orders.common.retrying import retrying


class PaymentsClient(ApiClient):
    base_url = "https://payments.internal"

    @classmethod
    def default(cls) -> PaymentsClient:
        return cls()

    @classmethod
    def charge_once(cls, order: int, amount: int) -> str:
        return cls().charge(order, amount)

    @staticmethod
    def is_genuine(body: bytes, signature: str) -> bool:
        return hmac.compare_digest(hmac.digest(b"key", body, "sha256").hex(), signature)

    def charge(self, order: int, amount: int) -> str:
        return self.send("/charges", {"order": order, "amount": amount})["id"]

    @retrying(times=3)
    def refund(self, charge: str) -> None:
        self.send(f"/charges/{charge}/refund", {})

    @property
    def balance(self) -> int:
        return self.fetch("/balance")["amount"]

    def __enter__(self) -> PaymentsClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.send("/sessions/end", {})
        self.close()


class Receipt:
    """Fetched when it is made."""

    def __init__(self, charge: str) -> None:
        self.charge = charge
        self.document: dict[str, Any] = PaymentsClient.default().fetch(f"/charges/{charge}/receipt")

    @property
    def total(self) -> int:
        return self.document["total"]
