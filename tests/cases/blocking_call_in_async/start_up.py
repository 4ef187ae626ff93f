from contextlib import asynccontextmanager

import requests
from fastapi import FastAPI
from starlette.applications import Starlette


def load_rates() -> None:
    requests.get("https://rates.example")


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.rates = requests.get("https://rates.example").json()  # ok: runs before the first request
    yield
    requests.delete("https://rates.example/lease")  # ok: runs after the last one


app = FastAPI(lifespan=lifespan)


@asynccontextmanager
async def prepare(app: Starlette):
    open("warm.txt").close()  # ok: runs before the first request
    yield


async def warm_up() -> None:
    requests.get("https://rates.example/warm")  # ok: runs before the first request


async def cool_down() -> None:
    requests.get("https://rates.example/cool")  # ok: runs after the last one


inner = Starlette(lifespan=prepare, on_startup=[warm_up], on_shutdown=[cool_down])


@app.on_event("startup")
async def connect() -> None:
    requests.get("https://rates.example/connect")  # ok: runs before the first request


async def also_registered() -> None:
    requests.get("https://rates.example/also")  # ok: runs before the first request


app.add_event_handler("startup", also_registered)


@app.get("/rates")
async def rates() -> object:
    return requests.get("https://rates.example").json()  # error: blocking-call-in-async `requests.get()` blocks
