import asyncio

import orders_pb2
import orders_pb2_grpc
from docket import Docket
from fastapi import APIRouter
from mcp.server.fastmcp import FastMCP
from openai import AsyncOpenAI
from shop import service
from shop.tasks import send_mail
from sqlalchemy.orm import Session, sessionmaker

mcp = FastMCP("shop")
router = APIRouter()
sessions = sessionmaker()
client = AsyncOpenAI()


class Orders(orders_pb2_grpc.OrdersServicer):
    def __init__(self, session: Session) -> None:
        self.session = session

    def Get(self, request, context):
        return orders_pb2.Order(number=service.find(self.session, request.number).number)

    def Remove(self, request, context):  # error: data-access-in-route-handler uses the database (lines 27, 28, 29)
        order = self.session.get(orders_pb2.Order, request.number)
        self.session.delete(order)
        self.session.commit()
        return orders_pb2.Empty()


@mcp.tool()
async def ask(question: str) -> str:  # error: data-access-in-route-handler calls another service (line 35)
    answer = await client.chat.completions.create(model="small", messages=[question])
    return answer.text


@mcp.tool()
def find(text: str) -> list[str]:
    with sessions() as session:  # ok: opens what it hands on
        return service.find_all(session, text)


@router.post("/reports")
async def report(queue: Docket) -> None:  # error: data-access-in-route-handler publishes messages (line 47)
    await queue.add(service.report)()


@router.post("/mails")
async def mail(address: str) -> None:
    send_mail.delay(address)  # ok: runs a task of the service


@router.get("/later")
async def later(session: Session) -> None:  # error: data-access-in-route-handler uses the database (line 57)
    await asyncio.to_thread(session.commit)


@router.get("/transaction")
async def transaction(session: Session) -> None:
    with session.begin():  # ok: a frame around what a service does
        service.place(session)
