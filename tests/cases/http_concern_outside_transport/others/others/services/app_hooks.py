from fastapi import FastAPI, Request
from starlette.responses import JSONResponse

from others.services.mail import send


async def on_conflict(request: Request, error: Exception) -> JSONResponse:  # ok: an exception handler
    await send("admin@example.org")
    return JSONResponse({}, 409)


def install(app: FastAPI) -> None:
    app.add_exception_handler(KeyError, on_conflict)
