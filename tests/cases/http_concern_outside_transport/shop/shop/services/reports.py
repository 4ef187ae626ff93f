from functools import wraps

import httpx
from fastapi import HTTPException, Request, Response
from fastapi.templating import Jinja2Templates
from starlette.middleware.base import BaseHTTPMiddleware

from shop.crud import orders as crud

templates = Jinja2Templates("templates")


class ReportTiming(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next) -> Response:  # ok: middleware
        return await call_next(request)


def only_for_admins(function):
    @wraps(function)
    async def guarded(*args, **kwargs):
        if not kwargs["user"].is_admin:
            raise HTTPException(403)  # ok: a decorator around handlers
        return await function(*args, **kwargs)

    return guarded


async def fetch_rates(client: httpx.AsyncClient) -> httpx.Response:  # ok: the answer of another service
    return await client.get("https://rates.example")
