from aiohttp import web
from shop.orders import Order, place
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

routes = web.RouteTableDef()


@routes.post("/orders")
async def aiohttp_fields(request: web.Request) -> web.Response:
    data = await request.json()  # error: untyped-route-contract `request.json()` is used as it comes: hand the body to a model
    return web.json_response({"id": place(data["item"])})


@routes.post("/unannotated")
async def aiohttp_unannotated(request):
    data = await request.json()  # error: untyped-route-contract `request.json()`
    return web.json_response({"id": place(data["item"])})


class Orders(web.View):
    async def post(self) -> web.Response:
        data = await self.request.json()  # error: untyped-route-contract `self.request.json()`
        return web.json_response({"id": place(data["item"])})

    async def put(self) -> web.Response:
        data = Order.model_validate(await self.request.json())  # ok: a model reads it
        return web.json_response({"id": place(data)})


@routes.post("/form")
async def aiohttp_form(request: web.Request) -> web.Response:
    form = await request.post()  # ok: a form
    return web.json_response({"id": place(form["item"])})


async def starlette_fields(request: Request) -> JSONResponse:
    data = await request.json()  # error: untyped-route-contract `request.json()`
    return JSONResponse({"id": place(data["item"])})


async def starlette_model(request: Request) -> JSONResponse:
    order = Order.model_validate_json(await request.body())  # ok: a model reads it
    return JSONResponse({"id": place(order)})


app = Starlette(
    routes=[
        Route("/orders", starlette_fields, methods=["POST"]),
        Route("/typed", starlette_model, methods=["POST"]),
    ]
)
