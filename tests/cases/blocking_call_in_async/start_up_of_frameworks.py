import discord
import requests
from aiogram import Dispatcher
from aiohttp import web
from chainlit import on_chat_start
import chainlit
from discord.ext import commands
from fastapi import FastAPI
from fastapi_utils.tasks import repeat_every
from faststream import FastStream
from litestar import Litestar
from quart import Quart
from sanic import Sanic
from saq import Queue
from taskiq import InMemoryBroker, TaskiqEvents
from telegram.ext import Application

service = FastAPI()
quart = Quart("rates")
sanic = Sanic("rates")
stream = FastStream()
dispatcher = Dispatcher()
tasks = InMemoryBroker()


@quart.before_serving
async def before_quart() -> None:
    requests.get("https://rates.example")  # ok: runs before the first request


@quart.while_serving
async def while_quart():
    requests.get("https://rates.example")  # ok: likewise
    yield


@quart.before_request
async def before_each() -> None:
    requests.get("https://rates.example")  # error: blocking-call-in-async `requests.get()` blocks


@sanic.before_server_start
async def before_sanic(app: Sanic) -> None:
    requests.get("https://rates.example")  # ok: runs before the first request


@sanic.listener("after_server_stop")
async def after_sanic(app: Sanic) -> None:
    requests.get("https://rates.example")  # ok: runs after the last one


@sanic.on_request
async def each_of_sanic(request: object) -> None:
    requests.get("https://rates.example")  # error: blocking-call-in-async `requests.get()` blocks


async def registered_with_sanic(app: Sanic) -> None:
    requests.get("https://rates.example")  # ok: runs before the first request


sanic.register_listener(registered_with_sanic, "before_server_start")


@stream.after_startup
async def after_stream() -> None:
    requests.get("https://rates.example")  # ok: runs before the first message


@dispatcher.startup()
async def on_bot_start() -> None:
    requests.get("https://rates.example")  # ok: runs before the first message


async def on_bot_end() -> None:
    requests.get("https://rates.example")  # ok: runs after the last one


dispatcher.shutdown.register(on_bot_end)


@tasks.on_event(TaskiqEvents.WORKER_STARTUP)
async def start_worker(state: object) -> None:
    requests.get("https://rates.example")  # ok: runs before the first task


@tasks.on_event("order_placed")
async def placed(state: object) -> None:
    requests.get("https://rates.example")  # error: blocking-call-in-async `requests.get()` blocks


async def before_updates(application: Application) -> None:
    requests.get("https://rates.example")  # ok: runs before the first message


bot = Application.builder().token("").post_init(before_updates).build()


@chainlit.on_app_startup
async def start_chat() -> None:
    requests.get("https://rates.example")  # ok: runs before the first message


@on_chat_start
async def begin_chat() -> None:
    requests.get("https://rates.example")  # error: blocking-call-in-async `requests.get()` blocks


async def open_pool(app: web.Application):
    requests.get("https://rates.example")  # ok: runs before the first request
    yield


async def close_pool(app: web.Application) -> None:
    requests.get("https://rates.example")  # ok: runs after the last one


async def prepare_answer(request: object, answer: object) -> None:
    requests.get("https://rates.example")  # error: blocking-call-in-async `requests.get()` blocks


def make() -> web.Application:
    app = web.Application()
    app.cleanup_ctx.extend([open_pool])
    app.on_cleanup += [close_pool]
    app.on_response_prepare.append(prepare_answer)
    return app


async def of_litestar(app: Litestar) -> None:
    requests.get("https://rates.example")  # ok: runs before the first request


litestar = Litestar([], on_startup=[of_litestar])


async def start_queue(context: object) -> None:
    requests.get("https://rates.example")  # ok: runs before the first task


settings = {"queue": Queue.from_url("redis://"), "functions": [], "startup": start_queue}


class Guide(commands.Bot):
    async def setup_hook(self) -> None:
        requests.get("https://rates.example")  # ok: runs before the first message

    async def on_ready(self) -> None:
        requests.get("https://rates.example")  # error: blocking-call-in-async `requests.get()` blocks


class Setup:
    async def setup_hook(self) -> None:
        requests.get("https://rates.example")  # error: blocking-call-in-async `requests.get()` blocks


@service.on_event("startup")
@repeat_every(seconds=60)
async def poll() -> None:
    requests.get("https://rates.example")  # error: blocking-call-in-async `requests.get()` blocks


client = discord.Client(intents=discord.Intents.default())
