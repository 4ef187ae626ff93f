from aiohttp import ClientResponse, ClientSession, web
from litestar import Request
from litestar.exceptions import NotFoundException
from sanic.exceptions import SanicException


async def reserve(session: ClientSession, item: str) -> None:
    async with session.get(f"https://stock.example/{item}") as answer:
        if answer.status == 404:
            raise web.HTTPNotFound(reason=item)  # error: http-concern-outside-transport `reserve` raises `HTTPNotFound`


async def answer_of(session: ClientSession, item: str) -> ClientResponse:  # ok: what another service answered
    return await session.get(f"https://stock.example/{item}")


def release(items: dict[str, int], item: str) -> None:
    if item not in items:
        raise NotFoundException(item)  # error: http-concern-outside-transport `release` raises `NotFoundException`


async def reorder(request: Request, items: dict[str, int]) -> None:  # error: http-concern-outside-transport `reorder` takes a `Request`
    release(items, request.query_params["item"])


def forget(items: dict[str, int], item: str) -> None:
    if not items.pop(item, None):
        raise SanicException("gone", status_code=410)  # error: http-concern-outside-transport `forget` raises `SanicException`
