"""Turns the shop's errors into HTTP answers."""

from fastapi import Request
from fastapi.responses import JSONResponse

from shop.errors import (
    ConflictError,
    InvalidSignatureError,
    NotFoundError,
    PaymentDeclinedError,
    ShopError,
    UpstreamError,
)

STATUS_CODES: dict[type[ShopError], int] = {
    NotFoundError:         404,
    ConflictError:         409,
    PaymentDeclinedError:  402,
    InvalidSignatureError: 401,
    UpstreamError:         502,
}


async def answer_shop_error(request: Request, error: ShopError) -> JSONResponse:
    """Answer with the error's own sentence and the status that fits its kind."""
    return JSONResponse({"detail": str(error)}, status_code=STATUS_CODES.get(type(error), 400))
