# options: check-startup = true
from contextlib import asynccontextmanager

import requests
from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.rates = requests.get("https://rates.example").json()  # error: blocking-call-in-async `requests.get()` blocks
    yield


app = FastAPI(lifespan=lifespan)


@app.on_event("startup")
async def connect() -> None:
    requests.get("https://rates.example/connect")  # error: blocking-call-in-async `requests.get()` blocks
