# options: check-startup = true
import asyncio
from contextlib import asynccontextmanager

from app.rates import Rates, load_rates
from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.rates = Rates()  # error: blocking-call-in-async requests.get
    await asyncio.to_thread(load_rates)  # ok: handed to a thread
    yield
    load_rates()  # error: blocking-call-in-async requests.get


app = FastAPI(lifespan=lifespan)


@app.on_event("startup")
async def warm_up() -> None:
    load_rates()  # error: blocking-call-in-async requests.get


@app.get("/rates")
async def rates() -> dict[str, float]:
    return load_rates()  # error: blocking-call-in-async requests.get
