"""Exchange rates, seen from the euro."""

from decimal import Decimal

import httpx
from pydantic import BaseModel, ValidationError

from shop.errors import NotFoundError, UpstreamError


class RateTable(BaseModel):
    rates: dict[str, Decimal]


class ExchangeRates:
    """Asks for the rates, as many times as the plan with the provider pays for."""

    def __init__(self, http: httpx.AsyncClient, url: str, paid_for: int = 1000) -> None:
        self._http = http
        self._url = url
        self._left = paid_for

    async def rate(self, currency: str) -> Decimal:
        """Return what one euro is worth in the currency."""
        if self._left > 0:
            table = await self._load()
            self._left -= 1
        else:
            raise UpstreamError("No more exchange rates are paid for")
        if currency not in table.rates:
            raise NotFoundError(f"There is no rate for {currency}")
        return table.rates[currency]

    async def _load(self) -> RateTable:
        try:
            response = await self._http.get(f"{self._url}/latest", params={"base": "EUR"})
            response.raise_for_status()
            return RateTable.model_validate_json(response.content)
        except (httpx.HTTPError, ValidationError) as error:
            raise UpstreamError("The exchange rates can't be loaded") from error
