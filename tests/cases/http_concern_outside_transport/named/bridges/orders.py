# options: business = ["bridges"]
# options: transport = ["services"]
from fastapi import HTTPException


def send(order: str) -> None:
    if not order:
        raise HTTPException(400)  # error: http-concern-outside-transport `send` raises `HTTPException`
