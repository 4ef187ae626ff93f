import aiohttp
import asyncpg
import grpc
import httpx
import orders_pb2_grpc
from aiohttp import web
from litestar import Controller, get
from litestar.di import Provide
from mcp.server.fastmcp import FastMCP
from quart import Quart
from sanic import Sanic
from starlette.endpoints import HTTPEndpoint
from starlette.responses import JSONResponse

mcp = FastMCP("shop")
quart_app = Quart(__name__)
sanic_app = Sanic("shop")
routes = web.RouteTableDef()


async def start(app: web.Application) -> None:
    app["session"] = aiohttp.ClientSession()  # ok: once, when the application starts
    app["pool"] = await asyncpg.create_pool("postgres://db")  # ok: likewise


async def connect() -> asyncpg.Connection:
    return await asyncpg.connect("postgres://db")  # error: client-created-per-request runs the handler `rows`


@routes.get("/rows")
async def rows(request):
    return web.json_response(await (await connect()).fetch("SELECT 1"))


@routes.get("/proxy")
async def proxy(request):
    async with aiohttp.ClientSession() as session:  # error: client-created-per-request runs the handler `proxy`
        return await session.get("https://shop.example")


@web.middleware
async def authenticate(request, handler):
    async with aiohttp.ClientSession() as session:  # error: client-created-per-request runs the middleware `authenticate`
        await session.get("https://login.example")
    return await handler(request)


async def provide_client() -> httpx.AsyncClient:
    return httpx.AsyncClient()  # error: client-created-per-request runs the dependency `provide_client`


class Rates(Controller):
    dependencies = {"client": Provide(provide_client)}

    @get("/rates")
    async def rates(self, client: httpx.AsyncClient) -> dict:
        return (await client.get("https://rates.example")).json()


class Page(HTTPEndpoint):
    async def get(self, request):
        async with httpx.AsyncClient() as client:  # error: client-created-per-request runs the handler `Page.get`
            return JSONResponse((await client.get("https://shop.example")).json())


@quart_app.get("/quart")
async def quart_page():
    return httpx.Client().get("https://shop.example").json()  # error: client-created-per-request runs the handler `quart_page`


@sanic_app.get("/sanic")
async def sanic_page(request):
    return await request.app.ctx.client.get("https://shop.example")


class Orders(orders_pb2_grpc.OrdersServicer):
    def __init__(self) -> None:
        self.client = httpx.Client()  # ok: the servicer is made once

    def Get(self, request, context):
        channel = grpc.insecure_channel("stock:50051")  # error: client-created-per-request runs the handler `Orders.Get`
        return channel.unary_unary("/stock/Get")(request)


orders = Orders()


@mcp.tool()
async def find(text: str) -> str:
    async with httpx.AsyncClient() as client:  # error: client-created-per-request runs the handler `find`
        return (await client.get("https://search.example", params={"q": text})).text


class Tracing:
    def __init__(self, app) -> None:
        self.app = app
        self.client = httpx.AsyncClient()  # ok: a middleware is made once

    async def __call__(self, scope, receive, send):
        async with httpx.AsyncClient() as client:  # error: client-created-per-request runs the middleware `Tracing.__call__`
            await client.post("https://traces.example")
        await self.app(scope, receive, send)
