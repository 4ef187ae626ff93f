from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from orders.api import admin, customers, health, orders, reports
from orders.clients.base import ApiError
from orders.common.counters import store
from orders.lifecycle import connect, disconnect, lifespan, load_rates
from orders.middleware.audit import AuditMiddleware, RateLimit
from orders.repositories.base import ConflictError
from orders.telemetry.metrics import count
from orders.telemetry.tracing import write_audit
from orders.websockets import feed

app = FastAPI(lifespan=lifespan)
app.add_middleware(AuditMiddleware)
app.add_middleware(RateLimit, rules=Path("limits.json"))
for module in (admin, customers, health, orders, reports, feed):
    app.include_router(module.router)

operations = FastAPI(routes=admin.routes, on_startup=[connect], on_shutdown=[disconnect])
app.mount("/operations", operations)


@app.on_event("startup")
async def remember_the_start() -> None:
    write_audit("started")  # ok: runs before the first request


@app.on_event("shutdown")
async def remember_the_end() -> None:
    write_audit("ended")  # ok: runs after the last request


@app.on_event("startup")
def load_in_no_loop() -> None:
    load_rates()  # ok: runs before the first request


@app.middleware("http")
async def limited(request: Request, call_next):
    if int(store().get("closed") or 0):  # error: blocking-call-in-async redis.Redis.get
        return JSONResponse({"detail": "closed"}, 503)
    return await call_next(request)  # ok: awaited


@app.exception_handler(ApiError)
async def upstream_failed(request: Request, error: ApiError) -> JSONResponse:
    write_audit(str(error))  # error: blocking-call-in-async pathlib.Path.open
    count("upstream failed")  # ok: counts only
    return JSONResponse({"detail": "upstream"}, 502)


async def not_found(request: Request, error: Exception) -> JSONResponse:
    write_audit(str(error))  # error: blocking-call-in-async pathlib.Path.open
    return JSONResponse({"detail": "not found"}, 404)


def not_allowed(request: Request, error: Exception) -> JSONResponse:
    write_audit(str(error))  # ok: a sync exception handler runs in the thread pool
    return JSONResponse({"detail": "not allowed"}, 405)


app.add_exception_handler(404, not_found)
app.add_exception_handler(405, not_allowed)


@app.exception_handler(ConflictError)
def conflict(request: Request, error: ConflictError) -> JSONResponse:
    write_audit(str(error))  # ok: a sync exception handler runs in the thread pool
    return JSONResponse({"detail": "conflict"}, 409)
