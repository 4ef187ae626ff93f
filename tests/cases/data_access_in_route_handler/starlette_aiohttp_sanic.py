import aiofiles
import asyncpg
from aiohttp import ClientSession, web
from sanic import Sanic
from sanic.response import json
from shop import orders
from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.responses import JSONResponse
from starlette.routing import Route

routes = web.RouteTableDef()
sanic_app = Sanic("shop")


async def prices(request):  # error: data-access-in-route-handler reads or writes files (line 17)
    async with aiofiles.open("prices.json") as file:
        return JSONResponse(await file.read())


async def order(request):
    return JSONResponse(await orders.find(request.path_params["number"]))


class Stock(HTTPEndpoint):
    async def get(self, request):
        pool: asyncpg.Pool = request.app.state.pool
        return JSONResponse(await orders.stock(pool))  # ok: hands the pool on

    async def post(self, request):  # error: data-access-in-route-handler uses the database (line 32)
        pool: asyncpg.Pool = request.app.state.pool
        await pool.execute("UPDATE stock SET count = count - 1")
        return JSONResponse({})


@routes.get("/proxy")
async def proxy(request):  # error: data-access-in-route-handler calls another service (line 39)
    session: ClientSession = request.app["session"]
    async with session.get("https://shop.example") as answer:
        return web.json_response(await answer.json())


@routes.get("/orders")
async def list_orders(request):
    return web.json_response(await orders.newest())


class OrderView(web.View):
    async def get(self):
        return web.json_response(await orders.find(self.request.match_info["number"]))

    async def delete(self):  # error: data-access-in-route-handler uses the database (line 54)
        pool: asyncpg.Pool = self.request.app["pool"]
        await pool.execute("DELETE FROM orders")
        return web.Response(status=204)


@sanic_app.get("/rows")
async def rows(request):  # error: data-access-in-route-handler uses the database (line 61)
    connection: asyncpg.Connection = request.ctx.connection
    return json(await connection.fetch("SELECT 1"))


@sanic_app.get("/row")
async def row(request):
    return json(await orders.newest())


app = Starlette(routes=[Route("/prices", prices), Route("/order/{number}", order), Route("/", Stock)])
