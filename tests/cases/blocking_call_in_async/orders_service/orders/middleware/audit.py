from __future__ import annotations

import json
from pathlib import Path

from fastapi import Request, Response
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.types import ASGIApp, Receive, Scope, Send

from orders.common.counters import async_store, store
from orders.telemetry import write_audit_line
from orders.telemetry.metrics import count


class AuditMiddleware(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        response = await call_next(request)  # ok: awaited
        write_audit_line(f"{request.method} {request.url}")  # error: blocking-call-in-async pathlib.Path.open
        count("requests")  # ok: counts only
        return response


class RateLimit:
    """A middleware of plain ASGI."""

    def __init__(self, app: ASGIApp, rules: Path) -> None:
        self.app = app
        self.rules = json.loads(rules.read_text())  # ok: made before the first request, in no async function

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self._is_spent(scope["client"][0]):  # error: blocking-call-in-async redis.Redis.incr
            await send({"type": "http.response.start", "status": 429, "headers": []})
            return
        await self.app(scope, receive, send)  # ok: awaited

    def _is_spent(self, host: str) -> bool:
        return store().incr(f"rate:{host}") > self.rules["limit"]


class AsyncRateLimit(RateLimit):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if await async_store.incr("rate") <= self.rules["limit"]:  # ok: awaited, an async twin
            await self.app(scope, receive, send)
