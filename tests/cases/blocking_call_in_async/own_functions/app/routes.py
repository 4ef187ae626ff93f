# options: blocking = ["app.native.checksum", "app.native.Solver.solve", "acme_sdk.Client.fetch", "acme_sdk.login"]
# options: not-blocking = ["app.tables.table", "app.tables.Tables.reload"]
import asyncio

import acme_sdk
from acme_sdk import login as log_in
from app import native
from app.native import FastSolver, Solver, checksum, quick, solved
from app.tables import Tables, archived_table, table
from fastapi import APIRouter

router = APIRouter()
tables = Tables()
sdk = acme_sdk.Client("key")


def signed(content: bytes) -> bytes:
    return checksum(content)[:8]


@router.post("/checksum")
async def checksum_of(content: bytes) -> bytes:
    native.checksum(content)  # error: blocking-call-in-async as the settings say
    await asyncio.to_thread(checksum, content)  # ok: handed to a thread
    quick(content)  # ok: nobody said that it blocks
    return checksum(content)  # error: blocking-call-in-async app.native.checksum blocks, as the settings say; use await asyncio.to_thread(checksum, …)


@router.post("/signed")
async def signed_content(content: bytes) -> bytes:
    return signed(content)  # error: blocking-call-in-async as the settings say


@router.post("/routes")
async def solve(routes: list[int]) -> list[int]:
    solver = Solver(10)  # ok: its method was said to block
    if solver.check(routes):  # ok: likewise
        return solver.solve(routes)  # error: blocking-call-in-async as the settings say
    return solved(routes)  # error: blocking-call-in-async as the settings say


@router.post("/routes/fast")
async def solve_fast(routes: list[int]) -> list[int]:
    return FastSolver(10).solve(routes)  # error: blocking-call-in-async as the settings say


@router.get("/articles")
async def articles() -> object:
    log_in("me")  # error: blocking-call-in-async as the settings say
    acme_sdk.logout()  # ok: nobody said that it blocks
    return sdk.fetch("articles")  # error: blocking-call-in-async as the settings say


@router.get("/articles/given")
async def articles_of(client: acme_sdk.Client) -> object:
    client.close()  # ok: nobody said that it blocks
    return client.fetch("articles")  # error: blocking-call-in-async as the settings say


@router.get("/tables")
async def table_of(name: str) -> bytes:
    table(name)  # ok: it was said not to block
    tables.load(name)  # ok: it leads to what was said not to block
    tables.reload(name)  # ok: it was said not to block
    return archived_table(name)  # error: blocking-call-in-async pathlib.Path.read_bytes
