"""The payment provider's API."""

import httpx
from pydantic import BaseModel, SecretStr, ValidationError

from shop.errors import PaymentDeclinedError, UpstreamError


class Charge(BaseModel):
    """What the provider answers to a charge or a refund."""

    reference: str
    status: str


class PaymentProvider:
    """Charges cards and gives money back."""

    def __init__(self, http: httpx.AsyncClient, url: str, key: SecretStr) -> None:
        self._http = http
        self._url = url
        self._key = key

    async def charge(self, amount_cents: int, card_token: str, idempotency_key: str) -> Charge:
        """Take the money; the same key never takes it twice."""
        payload: dict[str, str | int] = {
            "amount": amount_cents,
            "currency": "EUR",
            "source": card_token,
        }
        charge = await self._post("/charges", payload, idempotency_key)
        if charge.status != "captured":
            raise PaymentDeclinedError("The card was declined")
        return charge

    async def refund(self, reference: str) -> Charge:
        """Give all of a charge back."""
        return await self._post("/refunds", {"charge": reference})

    async def _post(
        self,
        path: str,
        payload: dict[str, str | int],
        idempotency_key: str | None = None,
        headers: dict[str, str] = {},
    ) -> Charge:
        headers["Authorization"] = f"Bearer {self._key.get_secret_value()}"
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        try:
            response = await self._http.post(f"{self._url}{path}", json=payload, headers=headers)
            response.raise_for_status()
            return Charge.model_validate_json(response.content)
        except (httpx.HTTPError, ValidationError) as error:
            raise UpstreamError("The payment provider doesn't answer") from error
