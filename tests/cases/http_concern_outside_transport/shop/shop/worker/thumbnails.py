from fastapi import HTTPException

from shop.utils.uploads import check_size


async def make_thumbnail(context: dict, data: bytes) -> None:
    check_size(data)
    if not data.startswith(b"\x89PNG"):
        raise HTTPException(415)  # error: http-concern-outside-transport `make_thumbnail` raises `HTTPException`
