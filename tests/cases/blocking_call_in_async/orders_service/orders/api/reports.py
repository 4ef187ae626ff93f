import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from fastapi import APIRouter, UploadFile
from fastapi.responses import FileResponse, StreamingResponse

from orders.api.deps import OrdersDep
from orders.services.imports import CsvImporter, GivenRows, lines_of

router = APIRouter(prefix="/reports")
FOLDER = Path("reports")


def saved(name: str, content: bytes) -> Path:
    target = FOLDER / name
    with target.open("wb") as file:
        file.write(content)
    return target


def archived(name: str) -> str:
    return shutil.make_archive(str(FOLDER / name), "zip", FOLDER)


def rows_of(orders: OrdersDep) -> Iterator[str]:
    for batch in orders.batches():
        yield "\n".join(order.label() for order in batch)


def exists(name: str) -> bool:
    return (FOLDER / name).exists()


@router.post("/")
async def upload(file: UploadFile) -> str:
    content = await file.read()  # ok: awaited
    return str(saved(file.filename or "report", content))  # error: blocking-call-in-async pathlib.Path.open


@router.post("/thread")
async def upload_in_a_thread(file: UploadFile) -> str:
    return str(await asyncio.to_thread(saved, "report", await file.read()))  # ok: handed to a thread


@router.get("/archive")
async def archive(name: str) -> FileResponse:
    if not exists(name):  # ok: a file's metadata is off
        name = "empty"
    return FileResponse(archived(name))  # error: blocking-call-in-async shutil.make_archive


@router.get("/rows")
async def rows(orders: OrdersDep) -> StreamingResponse:
    return StreamingResponse(rows_of(orders))  # ok: the thread pool iterates it


async def sent(orders: OrdersDep) -> AsyncIterator[str]:
    for row in rows_of(orders):  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars
        yield row


@router.get("/sent")
async def rows_by_the_loop(orders: OrdersDep) -> StreamingResponse:
    return StreamingResponse(sent(orders))  # ok: iterated on the loop, and reported inside


@router.get("/text")
async def text(orders: OrdersDep) -> str:
    return "".join(list(rows_of(orders)))  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars


@router.get("/lines")
def lines(name: str) -> list[str]:
    return list(lines_of(FOLDER / name))  # ok: a sync endpoint runs in a thread


@router.post("/imports")
async def imports(name: str) -> int:
    return await asyncio.to_thread(CsvImporter(FOLDER / name).run)  # ok: making it is quick, the call is in a thread


@router.post("/imports/given")
async def imports_of_given(given: list[dict[str, str]]) -> int:
    found = GivenRows(given)  # ok: keeps the rows
    return found.run() + sum(1 for row in given if found.is_valid(row))  # ok: in memory
