from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import requests
from starlette.applications import Starlette

from fastapi import FastAPI


@asynccontextmanager
async def start_and_stop(_: object) -> AsyncIterator[None]:
    requests.get("https://rates.example/warm")  # ok: another file hands it to the application
    yield


@asynccontextmanager
async def prepare(_: object) -> AsyncIterator[None]:
    requests.get("https://rates.example/warm")  # ok: likewise, through a function
    yield


@asynccontextmanager
async def either(_: object) -> AsyncIterator[None]:
    requests.get("https://rates.example/warm")  # ok: likewise, on one condition
    yield


@asynccontextmanager
async def for_any_application(app: Starlette) -> AsyncIterator[None]:
    requests.get("https://rates.example/warm")  # ok: a context manager that takes an application
    yield


class Service(FastAPI):
    pass


@asynccontextmanager
async def for_our_application(app: Service) -> AsyncIterator[None]:
    requests.get("https://rates.example/warm")  # ok: likewise, of an own class
    yield


def joined(*parts: Callable[..., AbstractAsyncContextManager[None]]) -> object:
    return parts


@asynccontextmanager
async def lifespan_of_a_report() -> AsyncIterator[None]:
    requests.get("https://rates.example/report")  # error: blocking-call-in-async `requests.get()` blocks
    yield


async def lifespan_report() -> None:
    requests.get("https://rates.example/report")  # error: blocking-call-in-async `requests.get()` blocks
