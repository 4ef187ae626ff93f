"""Exchange rates, seen from the euro."""

from decimal import Decimal

import httpx
from pydantic import BaseModel, ValidationError

from shop.errors import NotFoundError, UpstreamError


class RateTable(BaseModel):
    rates: dict[str, Decimal]


class ExchangeRates:
    """Loads the day's rates once and keeps them."""

    def __init__(self, http: httpx.AsyncClient, url: str) -> None:
        self._http = http
        self._url = url
        self._table: RateTable | None = None

    async def rate(self, currency: str) -> Decimal:
        """Return what one euro is worth in the currency."""
        if self._table is None:
            self._table = await self._load()
        if currency not in self._table.rates:
            raise NotFoundError(f"There is no rate for {currency}")
        return self._table.rates[currency]

    async def _load(self) -> RateTable:
        try:
            response = await self._http.get(f"{self._url}/latest", params={"base": "EUR"})
            response.raise_for_status()
            return RateTable.model_validate_json(response.content)
        except (httpx.HTTPError, ValidationError) as error:
            raise UpstreamError("The exchange rates can't be loaded") from error
