from fastapi.responses import JSONResponse


def success(data: object) -> JSONResponse:  # ok: builds responses for handlers
    return JSONResponse({"data": data})


def failure(message: str, status: int) -> JSONResponse:  # ok: likewise
    return JSONResponse({"error": message}, status)
