import shutil
import subprocess
from pathlib import Path
from typing import Annotated, NewType

import httpx
import redis.asyncio as redis
from fastapi import APIRouter, BackgroundTasks, Depends, FastAPI, UploadFile, WebSocket
from fastapi.responses import FileResponse, StreamingResponse
from motor.motor_asyncio import AsyncIOMotorClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Session

from shop import crud, mail
from shop.models import Item, Order

app = FastAPI()
router = APIRouter()
ReadSession = NewType("ReadSession", AsyncSession)


def get_session() -> Session:
    with Session(app.state.engine) as session:  # ok: a dependency
        yield session


def get_cache() -> redis.Redis:
    return app.state.cache


SessionDep = Annotated[Session, Depends(get_session)]


@router.post("/items")
def create_item(item: Item, session: SessionDep) -> Item:  # error: data-access-in-route-handler uses the database (lines 37, 38, 39)
    session.add(item)
    session.commit()
    session.refresh(item)
    return item


@router.get("/items")
def list_items(session: SessionDep) -> list[Item]:
    return crud.list_items(session)  # ok: delegates


@router.get("/items/count")
async def count_items(session: ReadSession) -> int:  # error: data-access-in-route-handler uses the database (line 50) and builds queries (line 50)
    return await session.scalar(select(func.count()).select_from(Item))


@router.get("/items/two")
def two_items(first: int, second: int, session: SessionDep) -> list[Item]:  # error: data-access-in-route-handler uses the database (line 55)
    return [session.get(Item, first), session.get(Item, second)]


@router.get("/rates")
async def rates() -> dict[str, float]:  # error: data-access-in-route-handler calls another service (line 61)
    async with httpx.AsyncClient() as client:
        answer = await client.get("https://rates.example")
    return answer.json()


@router.get("/rates/cached")
async def cached_rates(cache: redis.Redis = Depends(get_cache)) -> bytes:  # error: data-access-in-route-handler uses the cache (line 67)
    return await cache.get("rates")


@router.post("/pictures")
async def upload(file: UploadFile) -> str:  # error: data-access-in-route-handler reads or writes files (lines 72, 73)
    with open(f"/pictures/{file.filename}", "wb") as target:
        shutil.copyfileobj(file.file, target)
    return "done"


@router.post("/pictures/small")
async def upload_small(file: UploadFile) -> str:
    data = await file.read()  # ok: the body of the request
    return crud.store_picture(data)


@router.delete("/pictures/{name}")
def delete_picture(name: str) -> None:  # error: data-access-in-route-handler reads or writes files (line 85)
    (Path("/pictures") / name).unlink()


@router.get("/pictures/{name}")
def picture(name: str) -> FileResponse:
    if not Path(f"/pictures/{name}").exists():  # ok: a guard
        return FileResponse("/pictures/none.png")
    return FileResponse(f"/pictures/{name}")


@router.post("/convert")
def convert() -> str:  # error: data-access-in-route-handler runs another program (line 97)
    return subprocess.run(["convert", "a.png", "a.jpg"], check=True).stdout


@router.get("/events")
async def events(client: AsyncIOMotorClient = Depends()) -> list[dict]:  # error: data-access-in-route-handler uses the database (line 102)
    return await client.shop["events"].find({}).to_list(20)


@router.post("/orders")
async def order(tasks: BackgroundTasks, session: SessionDep) -> Order:
    placed = crud.place(session)
    tasks.add_task(mail.confirm, placed)  # ok: hands a function of another module on
    return placed


@router.get("/export")
async def export(session: SessionDep) -> StreamingResponse:  # error: data-access-in-route-handler uses the database (line 115) and builds queries (line 115)
    def rows():
        yield from session.exec(select(Item))

    return StreamingResponse(rows())


@app.websocket("/live")
async def live(socket: WebSocket, cache: redis.Redis = Depends(get_cache)) -> None:  # error: data-access-in-route-handler uses the cache (line 123)
    await socket.accept()
    channel = cache.pubsub()
    await channel.subscribe("orders")


@app.websocket("/ping")
async def ping(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("pong")


app.include_router(router)
