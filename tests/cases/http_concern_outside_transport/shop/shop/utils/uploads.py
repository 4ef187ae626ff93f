from fastapi import HTTPException


def check_size(data: bytes) -> None:
    if len(data) > 1_000_000:
        raise HTTPException(413)  # error: http-concern-outside-transport `check_size` raises `HTTPException`


def check_type(name: str) -> None:
    if not name.endswith(".png"):
        raise HTTPException(415)  # ok: nobody but transport is known to call it
