# options: categories = ["all"]
import asyncio
import io
import os
import shutil
import tempfile
import zipfile
from io import BufferedReader, TextIOWrapper
from pathlib import Path

import aiofiles
import anyio


async def read_config() -> str:
    with open("config.toml") as file:  # error: blocking-call-in-async await asyncio.to_thread(open, …)
        return file.read()  # error: blocking-call-in-async open().read


async def read_picture(path: Path) -> bytes:
    with path.open("rb") as file:  # error: blocking-call-in-async pathlib.Path.open
        return file.read()  # error: blocking-call-in-async open().read waits for the disk


async def first_lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:  # error: blocking-call-in-async pathlib.Path.open
        return [line for line in file if line]  # error: blocking-call-in-async `for … in file`


async def other_ways_to_open(descriptor: int) -> None:
    io.open("rates.csv").close()  # error: blocking-call-in-async `io.open()`
    io.open_code("plugin.py").close()  # error: blocking-call-in-async `io.open_code()`
    os.fdopen(descriptor).close()  # error: blocking-call-in-async `os.fdopen()`


async def methods_of(text: TextIOWrapper, raw: BufferedReader) -> None:
    text.write("row\n")  # error: blocking-call-in-async io.TextIOWrapper.write
    text.flush()  # error: blocking-call-in-async io.TextIOWrapper.flush
    raw.readline()  # error: blocking-call-in-async io.BufferedReader.readline
    raw.tell()  # ok: known without the disk
    raw.fileno()  # ok: likewise


async def save_upload(content: bytes, folder: Path) -> Path:
    target = folder / "upload.bin"
    target.write_bytes(content)  # error: blocking-call-in-async pathlib.Path.write_bytes waits for the disk
    shutil.copy(target, folder / "backup.bin")  # error: blocking-call-in-async `shutil.copy()`
    return target


async def unpack(archive: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:  # error: blocking-call-in-async `tempfile.TemporaryDirectory()`
        packed = zipfile.ZipFile(archive)  # error: blocking-call-in-async `zipfile.ZipFile()`
        packed.extractall(folder)  # error: blocking-call-in-async zipfile.ZipFile.extractall


async def spool(content: bytes) -> str:
    with tempfile.NamedTemporaryFile(delete=False) as spooled:  # error: blocking-call-in-async `tempfile.NamedTemporaryFile()`
        spooled.write(content)  # error: blocking-call-in-async tempfile.NamedTemporaryFile.write
        return spooled.name


async def exists(name: str, path: Path) -> bool:
    known = os.path.exists(name)  # error: blocking-call-in-async asks the file system
    found = os.path.isfile(name)  # error: blocking-call-in-async `os.path.isfile()`
    size = os.path.getsize(name)  # error: blocking-call-in-async `os.path.getsize()`
    here = path.is_dir()  # error: blocking-call-in-async pathlib.Path.is_dir
    path.mkdir(parents=True)  # error: blocking-call-in-async pathlib.Path.mkdir
    return known and found and here and size > 0


async def more_metadata(name: str) -> None:
    os.path.realpath(name)  # error: blocking-call-in-async `os.path.realpath()`
    os.path.islink(name)  # error: blocking-call-in-async `os.path.islink()`
    os.path.samefile(name, "/")  # error: blocking-call-in-async `os.path.samefile()`
    os.stat(name)  # error: blocking-call-in-async `os.stat()`
    os.listdir(name)  # error: blocking-call-in-async `os.listdir()`


async def names_only(name: str) -> str:
    joined = os.path.join(name, "a")  # ok: computes only
    plain = os.path.normpath(joined)  # ok: computes only
    close = os.path.relpath(joined, name)  # ok: computes only, but for the working directory
    return str(Path(plain).with_suffix(".txt") / Path(close).name)  # ok: computes only


async def without_the_loop_waiting(name: str) -> str:
    async with aiofiles.open(name) as file:
        first = await file.readline()
    async with await anyio.open_file(name) as file:
        second = await file.read()
    here = anyio.Path(name)
    third = await here.read_text() if await here.exists() else ""
    fourth = await asyncio.to_thread(Path(name).read_text)  # ok: handed to a thread
    return first + second + third + fourth
