# options: categories = ["all", "-file", "-sleep"]
import asyncio

from app import documents
from app.documents import is_there, local, remote, saved, settled, size


async def document(name: str) -> bytes:
    if is_there(name):  # error: blocking-call-in-async pathlib.Path.exists
        return local(name)  # ok: files are off
    return remote(name)  # error: blocking-call-in-async requests.get


async def kept_document(name: str) -> bytes:
    return saved(name)  # error: blocking-call-in-async requests.get


async def document_size(name: str) -> int:
    await asyncio.sleep(0)
    documents.size(name)  # error: blocking-call-in-async os.path.getsize
    return await asyncio.to_thread(size, name)  # ok: handed to a thread


async def settled_size(name: str) -> int:
    return settled(name)  # error: blocking-call-in-async os.path.getsize


async def written(name: str) -> None:
    documents.FOLDER.joinpath(name).write_text("")  # ok: files are off
