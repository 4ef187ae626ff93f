from __future__ import annotations

import asyncio
import subprocess
import tempfile
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path

from orders.common.clock import Stopwatch, now
from orders.common.offloading import fire_and_forget, offloaded, pool, wait_for
from orders.models import Line, Order, OrderExport
from orders.storage import LocalStorage, MemoryStorage, S3Storage, Storage
from orders.telemetry import audited, timed
from orders.telemetry.tracing import exported_span

TEMPLATES = Path("templates")


@lru_cache
def template(name: str) -> str:
    return (TEMPLATES / name).read_text()


def draft_template(name: str) -> str:
    return (TEMPLATES / "drafts" / name).read_text()


@timed
def rendered(order: Order) -> str:
    return draft_template("invoice.html").format(number=order.number)


@timed
def heading(order: Order) -> str:
    return f"Invoice {order.number}"


@audited
def title(order: Order) -> str:
    return order.label()


@offloaded
def rendered_in_a_thread(order: Order) -> str:
    return draft_template("invoice.html").format(number=order.number)


@fire_and_forget
def warm_template(name: str) -> str:
    return draft_template(name)


def to_pdf(html: str) -> bytes:
    return subprocess.run(["wkhtmltopdf", "-", "-"], input=html.encode(), capture_output=True, check=True).stdout


def to_pdf_by_file(html: str) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=".html") as file:
        file.write(html.encode())
        return to_pdf(file.name)


def packed(pages: list[bytes]) -> bytes:
    buffer = BytesIO()
    for page in pages:
        buffer.write(page)
    return buffer.getvalue()


class Document:
    """Opens its file when it is made, closes it at the end of `with`."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def __enter__(self) -> Document:
        return self

    def __exit__(self, *failure: object) -> None:
        self._file.close()

    def append(self, page: bytes) -> None:
        self._file.write(page)

    @property
    def size(self) -> int:
        return self._file.tell()


class InvoiceService:
    def __init__(self, archive: S3Storage, drafts: MemoryStorage, storage: Storage) -> None:
        self.archive = archive
        self.drafts = drafts
        self.storage = storage
        self.workers = ThreadPoolExecutor(4)
        self.processes = ProcessPoolExecutor(2)

    async def invoice(self, order: Order) -> bytes:
        html = rendered(order)  # error: blocking-call-in-async pathlib.Path.read_text
        html = heading(order) + html  # ok: computes only
        title(order)  # missed: what a decorator of the project does around a function
        return to_pdf(html)  # error: blocking-call-in-async subprocess.run

    async def invoice_by_template(self, order: Order) -> str:
        return template("invoice.html").format(number=order.number)  # ok: memoised, blocks once

    async def invoice_in_threads(self, order: Order) -> bytes:
        html = await rendered_in_a_thread(order)  # ok: its decorator hands it to a thread
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, to_pdf_by_file, html)  # ok: handed to a thread
        await loop.run_in_executor(self.processes, partial(to_pdf, html))  # ok: handed to a process
        return await asyncio.wrap_future(pool.submit(to_pdf, html))  # ok: handed to a thread

    async def invoice_by_a_future(self, order: Order) -> bytes:
        future = self.workers.submit(to_pdf, order.label())  # ok: handed to a thread
        return wait_for(future)  # error: blocking-call-in-async concurrent.futures.Future.result

    async def store(self, order: Order, content: bytes) -> str:
        key = self.archive.key_of(order.number)  # ok: computes only, inherited
        self.archive.save(key, content)  # error: blocking-call-in-async botocore.client.BaseClient
        self.drafts.save(key, content)  # ok: in memory
        return self.archive.link(key)  # ok: signs without asking the server

    async def store_somewhere(self, key: str, content: bytes) -> None:
        self.storage.save(key, content)  # ok: one of three storages, and one of them is in memory

    async def copy(self, key: str) -> bytes:
        return self.archive.load(key)  # error: blocking-call-in-async botocore.client.BaseClient

    async def move(self, key: str) -> None:
        self.archive.move(key, f"archived/{key}")  # error: blocking-call-in-async botocore.client.BaseClient

    async def move_draft(self, key: str) -> None:
        self.drafts.move(key, f"archived/{key}")  # ok: in memory, though the method is inherited

    async def local_copy(self, folder: Path, key: str, content: bytes) -> bool:
        local = LocalStorage(folder)  # ok: keeps the path
        local.save(key, content)  # error: blocking-call-in-async pathlib.Path.write_bytes
        return local.has(key)  # ok: a file's metadata is off

    async def draft(self, key: str) -> bytes:
        return self.drafts.open(key).read()  # ok: in memory

    async def collected(self, path: Path, pages: list[bytes]) -> int:
        with Document(path) as document:  # error: blocking-call-in-async pathlib.Path.open
            for page in pages:
                document.append(page)  # error: blocking-call-in-async io.
            return document.size  # ok: known without the disk

    async def packed(self, pages: list[bytes]) -> bytes:
        return packed(pages)  # ok: in memory

    async def export(self, path: Path) -> int:
        export = OrderExport(path)  # error: blocking-call-in-async pathlib.Path.open
        return len(export.rows)  # ok: read before

    async def lines(self, skus: list[str]) -> list[Line]:
        return [Line(sku, 1) for sku in skus]  # ok: computes only

    async def measured(self, order: Order) -> float:
        with Stopwatch() as watch:  # ok: reads the clock
            await rendered_in_a_thread(order)
        with exported_span(order.label()):  # error: blocking-call-in-async requests.post
            await rendered_in_a_thread(order)
        return watch.seconds

    async def dated(self, order: Order) -> str:
        return f"{order.label()} {now()}"  # ok: reads the clock

    async def rendered_by_a_lambda(self, order: Order) -> str:
        render = lambda: draft_template("invoice.html")  # ok: not called yet
        await asyncio.to_thread(render)  # ok: handed to a thread
        return render()  # error: blocking-call-in-async pathlib.Path.read_text

    async def rendered_by_a_partial(self, order: Order) -> str:
        render = partial(draft_template, "invoice.html")  # ok: not called yet
        await asyncio.to_thread(render)  # ok: handed to a thread
        return render()  # error: blocking-call-in-async pathlib.Path.read_text

    async def rendered_as_default(self, order: Order) -> str:
        def render(text: str = draft_template("invoice.html")) -> str:  # error: blocking-call-in-async pathlib.Path.read_text
            return text

        return await asyncio.to_thread(render)
