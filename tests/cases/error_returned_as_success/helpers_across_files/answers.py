from fastapi.responses import JSONResponse

NOT_FOUND = 404


def failure(message: str):
    return {"success": False, "message": message}


def refused(message: str):
    return JSONResponse(failure(message))


def problem(message: str, status: int = NOT_FOUND):
    return JSONResponse({"error": message}, status_code=status)


def answer(item, message: str):
    if not message:
        return {"success": False}
    if item is None:
        return {"success": False, "message": message}
    return {"success": True, "item": item}


def respond(success: bool):
    return {"success": success}


def validate(order_id: int):
    return {"success": False, "errors": ["no item"]}
