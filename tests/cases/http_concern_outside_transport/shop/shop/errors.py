from fastapi import HTTPException


class OrderNotFound(HTTPException):
    def __init__(self, order_id: int) -> None:
        super().__init__(404, f"no order {order_id}")  # ok: a class of errors


def not_found(what: str) -> HTTPException:
    return HTTPException(404, what)  # ok: makes errors for routes
