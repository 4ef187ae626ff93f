from contextlib import asynccontextmanager

from app import jobs
from app.rates import shared, warm_up
from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app: FastAPI):
    await start(app)
    await shared()
    await jobs.restore()
    await jobs.migrate()
    await jobs.elsewhere()
    yield
    await jobs.stop()


async def start(app: FastAPI) -> None:
    app.state.rates = await warm_up()


app = FastAPI(lifespan=lifespan)


@app.get("/rates")
async def rates() -> dict[str, float]:
    return await shared()
