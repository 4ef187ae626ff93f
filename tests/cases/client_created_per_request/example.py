from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import APIRouter, Depends, FastAPI, Request
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, httpx.AsyncClient]]:
    async with httpx.AsyncClient() as client:  # ok: once, when the application starts
        yield {"client": client}


app = FastAPI(lifespan=lifespan)
router = APIRouter()
engine = create_async_engine("postgresql+asyncpg://db/shop")  # ok: once, for the module


async def get_session() -> AsyncIterator[AsyncSession]:
    async with AsyncSession(engine) as session:  # ok: a session is for one request
        yield session


async def get_own_engine() -> AsyncIterator[AsyncSession]:
    own = create_async_engine("postgresql+asyncpg://db/shop")  # error: client-created-per-request `create_async_engine()` is made for each request that runs the dependency `get_own_engine`: it opens a connection pool of its own; make one at start-up and share it
    async with AsyncSession(own) as session:
        yield session


@router.get("/rates")
async def rates(session: AsyncSession = Depends(get_own_engine)) -> object:
    async with httpx.AsyncClient() as client:  # error: client-created-per-request `httpx.AsyncClient()` is made for each request that runs the handler `rates`
        return (await client.get("https://rates.example")).json()


@router.get("/shared")
async def shared(request: Request, session: AsyncSession = Depends(get_session)) -> object:
    return (await request.state.client.get("https://rates.example")).json()
