from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, closing
from typing import Annotated, Any, ClassVar, Final, Generic, List, Optional, Type, TypeVar, Union, cast

import requests
import zmq
from fastapi import Depends, Security
from sqlalchemy.orm import Session, sessionmaker
from typing_extensions import Self

T = TypeVar("T")
MaybeSession = Optional[Session]
Sessions = List[Session]
Maker = Callable[[], Session]
SHARED: Final[requests.Session] = requests.Session()
ORDERS = "https://orders.example"


class Client(requests.Session):
    base: ClassVar[str] = ORDERS
    retries = 3

    async def order(self, number: int) -> str:
        return self.get(f"{self.base}/{number}").text  # error: blocking-call-in-async `self.get()` blocks the event loop: requests.Session.get

    async def order_by_super(self, number: int) -> str:
        return super().get(f"{self.base}/{number}").text  # error: blocking-call-in-async requests.Session.get

    def configured(self) -> Self:
        return self

    async def order_by_self(self, number: int) -> str:
        return self.configured().get(f"{self.base}/{number}").text  # error: blocking-call-in-async requests.Session.get


class Repository(Generic[T]):
    session: Session

    def __init__(self, session: Session | None = None, client: Client | None = None) -> None:
        self.client = client or Client()
        self.factory = sessionmaker()
        self.other: Any = session

    def __enter__(self) -> Session:
        return self.session

    def __exit__(self, *failure: object) -> None: ...

    def __call__(self) -> Client:
        return self.client

    @staticmethod
    def opened() -> Session:
        return Session()

    @classmethod
    def made(cls) -> Repository[T]:
        return cls()

    async def everything(self) -> None:
        self.client.get(ORDERS)  # error: blocking-call-in-async requests.Session.get
        self.factory().commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
        self.opened().commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
        self.made().session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
        self().get(ORDERS)  # error: blocking-call-in-async requests.Session.get
        self.other.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
        with self as session:
            session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit


class Orders(Repository[int]):
    async def first(self) -> None:
        self.session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
        super().made().session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit


async def connected() -> Session:
    return Session()


def later() -> Awaitable[Session]:
    return connected()


def each() -> Iterator[Session]:
    yield Session()


@asynccontextmanager
async def opened() -> AsyncIterator[Session]:
    yield Session()


def managed() -> AbstractContextManager[Session]:
    return closing(Session())


async def by_results() -> None:
    session = await connected()
    session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    (await later()).commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    for one in each():
        one.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    async with opened() as entered:
        entered.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    with managed() as closed:
        closed.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit


async def by_annotations(
    maybe: MaybeSession,
    many: Sessions,
    either: Union[Session, None],
    kind: Type[Session],
    wrapped: Annotated["Session", "of the request"],
    found: "Optional[Session]",
    broken: "Session[",
    anything: Any,
    by_name: dict[str, Session],
    number: 3,
    value: ORDERS,
    own: Self,
    *rest: Session,
) -> None:
    maybe.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    many[0].commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    for one in many:
        one.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    either.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    kind().commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    wrapped.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    found.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    broken.commit()  # ok: no annotation that Python could read
    anything.commit()  # ok: anything
    by_name["first"].commit()  # missed: an object taken from a dictionary
    number.commit()  # ok: no type
    value.commit()  # ok: likewise
    own.commit()  # ok: no class around it
    rest.commit()  # ok: a tuple
    SHARED.get(ORDERS)  # error: blocking-call-in-async requests.Session.get


async def by_expressions(flag: bool, given: Session | None, made: Any) -> None:
    chosen = Session() if flag else None
    chosen.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    certain = given or Session()
    certain.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    known = cast("Session", made)
    known.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    make = lambda: Session()
    make().commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    (named := Session()).commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    named.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    mixed = Session() if flag else Client()
    mixed.get(ORDERS)  # missed: an object of one of two types
    {"commit": 1}.get("commit")  # ok: a dictionary
    f"{flag}".join([])  # ok: a text


async def depends_on(
    client=Depends(Client),
    session=Security(connected),
    entered=Depends(each),
    outside=Depends(requests.Session),
    told: Annotated[Any, "of the request", Depends(connected)] = None,
    untold: Annotated[Any, "of the request"] = None,
    other=Depends(),
    computed=Depends(ORDERS),
    repository: Repository[int] = Depends(Repository),
) -> None:
    client.get(ORDERS)  # error: blocking-call-in-async requests.Session.get
    session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    entered.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    outside.get(ORDERS)  # error: blocking-call-in-async requests.Session.get
    told.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    untold.commit()  # ok: nothing is known of it
    other.commit()  # ok: likewise
    computed.commit()  # ok: likewise
    repository.session.commit()  # error: blocking-call-in-async sqlalchemy.orm.Session.commit


async def with_constants_by_name(socket: zmq.Socket, future: concurrent.futures.Future[int]) -> None:
    socket.recv()  # error: blocking-call-in-async zmq.Socket.recv
    socket.recv(flags=zmq.NOBLOCK)  # ok: doesn't wait
    future.result(timeout=0.0)  # ok: likewise


async def with_names_of_every_kind(path: str) -> None:
    client = Session
    client += 1
    client.commit()  # ok: added to, so nobody knows
    try:
        held = requests.Session()
    except requests.RequestException as held:
        held.get(path)  # ok: an error
    with open(path) as (first, *others):  # error: blocking-call-in-async `open()`
        first.read()  # ok: unpacked
    match path:
        case str() as session:
            session.commit()  # ok: matched
    del client


async def with_a_name_from_outside() -> None:
    global shared
    shared = requests.Session()
    shared.get(ORDERS)  # missed: a name declared global
    undefined.get(ORDERS)  # ok: nobody knows it


def made_in_a_thread() -> requests.Session:
    return requests.Session()


async def with_what_a_thread_made() -> None:
    made = await asyncio.to_thread(made_in_a_thread)
    made.get(ORDERS)  # error: blocking-call-in-async requests.Session.get
    constructed = await asyncio.to_thread(requests.Session)
    constructed.get(ORDERS)  # error: blocking-call-in-async requests.Session.get
    loop = asyncio.get_running_loop()
    executed = await loop.run_in_executor(None, Client)
    executed.get(ORDERS)  # error: blocking-call-in-async requests.Session.get
    not_awaited = asyncio.to_thread(made_in_a_thread)
    not_awaited.get(ORDERS)  # ok: a coroutine has no such method
    nothing = await asyncio.to_thread()
    nothing.get(ORDERS)  # ok: nobody knows it
