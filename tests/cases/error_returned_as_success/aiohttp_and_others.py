import aiohttp_jinja2
from aiohttp import web
from litestar import Response, get, post
from quart import Quart
from sanic import Sanic
from sanic.response import json
from shop.orders import OrderError, find, ship
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

routes = web.RouteTableDef()
quart_app = Quart(__name__)
sanic_app = Sanic("shop")


@routes.get("/orders")
async def aiohttp_order(request: web.Request) -> web.Response:
    if not find(request):
        return web.json_response({"error": "no order"})  # error: error-returned-as-success raise one of `web.HTTPException`s or give the response a 4xx or 5xx `status=`
    return web.json_response({"id": 1})


@routes.post("/orders")
async def aiohttp_text(request: web.Request) -> web.Response:
    try:
        await ship(request)
    except OrderError as problem:
        return web.Response(text=str(problem))  # error: error-returned-as-success `str(problem)`
    return web.Response(text="shipped")


@routes.put("/orders")
async def aiohttp_status(request: web.Request) -> web.Response:
    return web.json_response({"error": "no order"}, status=404)  # ok: the status says so


@routes.get("/form")
@aiohttp_jinja2.template("form.html")
async def aiohttp_page(request: web.Request):
    return {"error": "no order"}  # ok: a page is made of it


async def starlette_order(request):
    return JSONResponse({"error": "no order"})  # error: error-returned-as-success `"error": "no order"`


async def starlette_status(request):
    return JSONResponse({"error": "no order"}, status_code=404)  # ok: the status says so


app = Starlette(routes=[Route("/a", starlette_order), Route("/b", starlette_status)])


@quart_app.get("/orders")
async def quart_order():
    return {"error": "no order"}  # error: error-returned-as-success `"error": "no order"`


@quart_app.get("/status")
async def quart_status():
    return {"error": "no order"}, 404  # ok: the status says so


@sanic_app.get("/orders")
async def sanic_order(request):
    return json({"error": "no order"})  # error: error-returned-as-success raise a `SanicException`


@sanic_app.get("/status")
async def sanic_status(request):
    return json({"error": "no order"}, status=404)  # ok: the status says so


@sanic_app.get("/positional")
async def sanic_positional(request):
    return json({"error": "no order"}, 404)  # ok: the status says so


@sanic_app.exception(OrderError)
async def sanic_exception(request, exception):
    return json({"problem": "orders"})  # error: error-returned-as-success the answer to an exception is returned


@get("/orders")
async def litestar_order() -> dict[str, str]:
    return {"error": "no order"}  # error: error-returned-as-success raise an `HTTPException`


@get("/status")
async def litestar_status() -> Response:
    return Response({"error": "no order"}, status_code=404)  # ok: the status says so


@post("/at-the-route", status_code=409)
async def litestar_route_status() -> dict[str, str]:
    return {"error": "no order"}  # ok: the route's status is 409
