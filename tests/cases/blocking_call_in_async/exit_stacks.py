import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy.orm import Session, sessionmaker

make_session = sessionmaker()
lock = Lock()


@contextmanager
def script(text: str) -> Iterator[Path]:
    path = Path("script.sh")
    path.write_text(text)
    yield path


@contextmanager
def named(text: str) -> Iterator[str]:
    yield text.strip()


@asynccontextmanager
async def session() -> AsyncIterator[Session]:
    yield make_session()


class Runner:
    def __init__(self) -> None:
        self.stack = AsyncExitStack()

    def prepare(self, text: str) -> Path:
        return self.stack.enter_context(script(text))

    async def run(self, text: str) -> None:
        path = self.prepare(text)  # error: blocking-call-in-async it leads to pathlib.Path.write_text
        path.read_text()  # error: blocking-call-in-async pathlib.Path.read_text


async def read_both(first: Path) -> str:
    with ExitStack() as stack:
        file = stack.enter_context(first.open())  # error: blocking-call-in-async pathlib.Path.open
        return file.read()  # error: blocking-call-in-async open().read


async def count(statement: str) -> None:
    async with AsyncExitStack() as stack:
        stored = await stack.enter_async_context(session())
        stored.execute(statement)  # error: blocking-call-in-async sqlalchemy.orm.Session.execute


async def harmless(stack: ExitStack, given: ExitStack) -> None:
    stack.enter_context(named("a"))  # ok: it only strips
    stack.enter_context(lock)  # ok: nothing is awaited while it is held
    stack.push(script("b"))  # ok: not entered
    given.pop_all()
    stack.enter_context(sqlite3.connect("jobs.db"))  # error: blocking-call-in-async sqlite3.connect
