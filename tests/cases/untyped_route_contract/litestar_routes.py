from typing import Any

from litestar import Controller, Request, delete, get, post
from litestar.dto import DTOData
from litestar.response import Template
from msgspec import Struct


class Order(Struct):
    item: str


@get("/")
async def totals() -> dict:  # error: untyped-route-contract `-> dict` says nothing of what `totals` answers: declare a model of it as the return annotation
    return {}


@get("/any")
async def anything() -> Any:  # error: untyped-route-contract `-> Any`
    return {}


@post("/")
async def place(data: dict) -> Order:  # error: untyped-route-contract `data: dict` takes any body
    return Order(data["item"])


@post("/any")
async def place_any(data: Any) -> Order:  # error: untyped-route-contract `data: Any`
    return Order(data["item"])


@post("/raw")
async def place_raw(request: Request) -> Order:
    data = await request.json()  # error: untyped-route-contract `request.json()` is used as it comes: hand the body to a model
    return Order(data["item"])


class Orders(Controller):
    @get("/list")
    async def every(self) -> list[dict]:  # error: untyped-route-contract `-> list[dict]`
        return []

    @get("/one")
    async def one(self) -> Order:  # ok: a struct
        return Order("x")


class Internal(Controller):
    include_in_schema = False

    @get("/inside")
    async def inside(self) -> dict:  # ok: the controller isn't in the schema
        return {}


@post("/typed")
async def typed(data: Order) -> Order:  # ok: structs
    return data


@post("/dto")
async def by_dto(data: DTOData[Order]) -> Order:  # ok: a transfer object of a struct
    return data.create_instance()


@delete("/{order_id:int}")
async def remove(order_id: int) -> None:  # ok: nothing is sent
    print(order_id)


@get("/page")
async def page() -> Template:  # ok: a page
    return Template("page.html")


@get("/hidden", include_in_schema=False)
async def hidden() -> dict:  # ok: not in the schema
    return {}
