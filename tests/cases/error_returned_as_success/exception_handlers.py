from fastapi import FastAPI, HTTPException, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.responses import JSONResponse, RedirectResponse
from shop.orders import OrderError

app = FastAPI()


@app.exception_handler(OrderError)
async def on_order_error(request: Request, exc: OrderError) -> JSONResponse:
    return JSONResponse({"reason": exc.reason})  # error: error-returned-as-success the answer to an exception is returned as a success


async def on_any_error(request: Request, exc: Exception):
    return JSONResponse(content={"detail": str(exc)})  # error: error-returned-as-success the answer to an exception is returned


app.add_exception_handler(Exception, on_any_error)


@app.exception_handler(ValueError)
async def on_value_error(request: Request, exc: ValueError) -> JSONResponse:
    return JSONResponse({"detail": str(exc)}, status_code=422)  # ok: the status says so


@app.exception_handler(HTTPException)
async def on_http_error(request: Request, exc: HTTPException):
    return await http_exception_handler(request, exc)  # ok: another handler gives it the exception's status


@app.exception_handler(PermissionError)
async def on_permission_error(request: Request, exc: PermissionError) -> RedirectResponse:
    return RedirectResponse("/login")  # ok: a redirect


@app.exception_handler(KeyError)
async def on_key_error(request: Request, exc: KeyError) -> JSONResponse:
    answer = JSONResponse({"detail": "unknown"})
    answer.status_code = 404
    return answer  # ok: the status is set


@app.exception_handler(TypeError)
async def on_type_error(request: Request, exc: "TypeError | None") -> JSONResponse:
    return make_answer(exc)  # ok: who knows


def make_answer(exc, status=500):
    return JSONResponse({"detail": str(exc)}, status_code=status)


async def on_two_errors(request: Request, exc: KeyError | IndexError) -> JSONResponse:
    return JSONResponse({"reason": "missing"})  # error: error-returned-as-success the answer to an exception is returned


async def on_quoted_error(request: "Request", exc: "errors.ShopError | None") -> JSONResponse:
    return JSONResponse({"reason": "shop"})  # error: error-returned-as-success the answer to an exception is returned
