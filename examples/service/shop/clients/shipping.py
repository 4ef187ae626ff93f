"""The carrier's price list."""

import httpx
from pydantic import TypeAdapter, ValidationError

from shop.errors import UpstreamError
from shop.schemas import ShippingRate

RATES = TypeAdapter(list[ShippingRate])


async def shipping_rates(url: str, country: str, weight_grams: int) -> list[ShippingRate]:
    """Return what the carrier offers for a parcel."""
    query: dict[str, str | int] = {"to": country, "grams": weight_grams}
    try:
        async with httpx.AsyncClient(base_url=url, timeout=5.0) as http:
            response = await http.get("/rates", params=query)
        response.raise_for_status()
        return RATES.validate_json(response.content)
    except (httpx.HTTPError, ValidationError) as error:
        raise UpstreamError("The carrier doesn't answer") from error
