from fastapi import FastAPI, Request
from fastapi.exceptions import HTTPException
from fastapi.responses import JSONResponse


class ServiceError(Exception):
    status = 400


class BlockedHost(ServiceError):
    pass


class EmptySchema(HTTPException):
    pass


class WrongAddress(Exception):
    pass


CODES = {"WrongAddress": "wrong_address"}


def register(app: FastAPI) -> None:
    @app.exception_handler(ServiceError)
    async def answer(request: Request, error: ServiceError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, error.status)

    @app.exception_handler(HTTPException)
    async def answer_http(request: Request, error: HTTPException) -> JSONResponse:
        if isinstance(error, EmptySchema):
            return JSONResponse({"error_code": 42201}, 422)
        return JSONResponse({"code": CODES.get(type(error).__name__)}, error.status_code)
