from __future__ import annotations

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, WebSocket, WebSocketDisconnect
from sqlalchemy.orm import Session
from starlette.endpoints import WebSocketEndpoint

from orders.api.deps import OrdersDep
from orders.common.passwords import same_token
from orders.common.counters import store
from orders.database import get_session

router = APIRouter()


class Connections:
    """The open sockets of this process."""

    def __init__(self) -> None:
        self._open: dict[str, WebSocket] = {}

    async def connect(self, name: str, socket: WebSocket) -> None:
        await socket.accept()  # ok: awaited
        self._open[name] = socket
        self._remember(name)  # error: blocking-call-in-async redis.Redis

    async def disconnect(self, name: str) -> None:
        self._forget(name)  # ok: in memory

    async def broadcast(self, message: dict[str, Any]) -> None:
        await asyncio.gather(*(socket.send_json(message) for socket in self._open.values()))  # ok: awaited together

    def _remember(self, name: str) -> None:
        store().sadd("connected", name)

    def _forget(self, name: str) -> None:
        self._open.pop(name, None)


connections = Connections()


@router.websocket("/feed/{name}")
async def feed(socket: WebSocket, name: str, orders: OrdersDep) -> None:
    await connections.connect(name, socket)  # ok: awaited, and reported inside
    try:
        while True:
            number = int(await socket.receive_text())
            order = orders.get(number)  # error: blocking-call-in-async sqlalchemy.orm.Session.get
            await socket.send_json({"number": order.number if order else None})
    except WebSocketDisconnect:
        await connections.disconnect(name)


@router.websocket("/sessions")
async def sessions(socket: WebSocket, session: Annotated[Session, Depends(get_session)]) -> None:
    await socket.accept()
    session.rollback()  # error: blocking-call-in-async sqlalchemy.orm.Session.rollback
    session.expunge_all()  # ok: in memory


class Echo(WebSocketEndpoint):
    encoding = "text"

    async def on_connect(self, websocket: WebSocket) -> None:
        await websocket.accept()
        if not self.is_known(websocket.headers["x-token"]):  # error: blocking-call-in-async redis.Redis.get
            await websocket.close()

    async def on_receive(self, websocket: WebSocket, data: str) -> None:
        await websocket.send_text(self.answer_to(data))  # ok: computes only

    def is_known(self, token: str) -> bool:
        return same_token(token, str(store().get("token")))

    def answer_to(self, text: str) -> str:
        return text.upper()
