# What libraries run on the loop though it is a plain `def`, and what they don't.
import asyncio

import requests
import socketio
import tornado.web
from aiohttp import web
from fastapi import Depends, FastAPI
from fastmcp import FastMCP as ThreadedMCP
from litestar import Litestar, get, post
from litestar.di import Provide
from mcp.server.fastmcp import FastMCP
from quart import Quart
from sanic import Sanic
from starlette.endpoints import HTTPEndpoint
from tornado.concurrent import run_on_executor

fast = FastAPI()
quart = Quart("rates")
sanic = Sanic("rates")
routes = web.RouteTableDef()
tools = FastMCP("rates")
threaded = ThreadedMCP("rates")
sio = socketio.AsyncServer()
sync_sio = socketio.Server()


def fetch() -> str:
    return requests.get("https://rates.example").text


@fast.get("/rates")
def of_fastapi() -> str:
    return requests.get("https://rates.example").text  # ok: runs in the thread pool


def dependency() -> str:
    return requests.get("https://rates.example").text  # ok: likewise


class Checked:
    def __call__(self) -> None:
        requests.get("https://rates.example")  # ok: likewise, as a dependency


@fast.get("/checked", dependencies=[Depends(Checked()), Depends(dependency)])
async def checked() -> None:
    return None


class Endpoint(HTTPEndpoint):
    def get(self, request: object) -> None:
        requests.get("https://rates.example")  # ok: runs in the thread pool


@quart.route("/rates")
def of_quart() -> str:
    return requests.get("https://rates.example").text  # ok: likewise


@sanic.get("/rates")
def of_sanic(request: object) -> object:
    return requests.get("https://rates.example").text  # error: blocking-call-in-async `requests.get()` blocks


@sanic.middleware("request")
def before_each(request: object) -> None:
    fetch()  # error: blocking-call-in-async it leads to requests.get


@get("/rates")
def of_litestar() -> str:
    return requests.get("https://rates.example").text  # error: blocking-call-in-async `requests.get()` blocks


@get("/rates", sync_to_thread=False)
def also_of_litestar() -> str:
    return fetch()  # error: blocking-call-in-async it leads to requests.get


@post("/rates", sync_to_thread=True)
def in_a_thread() -> str:
    return requests.get("https://rates.example").text  # ok: runs in a thread


def provided() -> str:
    return requests.get("https://rates.example").text


app = Litestar(
    [of_litestar, also_of_litestar, in_a_thread],
    dependencies={
        "rates": Provide(provided),  # error: blocking-call-in-async it leads to requests.get
        "also": Provide(provided, sync_to_thread=True),  # ok: runs in a thread
    },
)


@routes.get("/rates")
def of_aiohttp(request: web.Request) -> web.Response:
    return web.Response(text=requests.get("https://rates.example").text)  # error: blocking-call-in-async `requests.get()` blocks


class Rates(tornado.web.RequestHandler):
    def get(self) -> None:
        self.write(requests.get("https://rates.example").text)  # error: blocking-call-in-async `requests.get()` blocks

    @run_on_executor
    def post(self) -> None:
        self.write(requests.get("https://rates.example").text)  # ok: runs in a thread

    def helper(self) -> None:
        requests.get("https://rates.example")  # ok: nobody calls it on the loop


@tools.tool()
def of_the_first_sdk(name: str) -> str:
    return requests.get("https://rates.example").text  # error: blocking-call-in-async `requests.get()` blocks


@threaded.tool
def of_fastmcp(name: str) -> str:
    return requests.get("https://rates.example").text  # ok: runs in a thread


@sio.event
def connect(sid: str, environ: object) -> None:
    requests.get("https://rates.example")  # error: blocking-call-in-async `requests.get()` blocks


@sync_sio.event
def disconnect(sid: str) -> None:
    requests.get("https://rates.example")  # ok: there is no loop


class Lines(asyncio.Protocol):
    def data_received(self, data: bytes) -> None:
        requests.post("https://rates.example", data)  # error: blocking-call-in-async `requests.post()` blocks

    def parse(self, data: bytes) -> None:
        requests.post("https://rates.example", data)  # ok: nobody calls it on the loop


class Poller:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    def start(self) -> None:
        self.loop.call_later(5, self.poll)  # error: blocking-call-in-async it leads to requests.get
        self.loop.run_in_executor(None, self.poll)  # ok: handed to a thread

    def poll(self) -> None:
        fetch()
