import logging
from functools import lru_cache

import httpx
from fastapi import APIRouter, Depends, Request
from shop.orders import Order, OrderService
from shop.stock import stock

router = APIRouter()
audit_logger = logging.getLogger("audit")


class Note:
    def __init__(self, text: str) -> None:
        self.text = text


def apply_labels(order: Order) -> None:
    order.labels = sorted({label.strip() for label in order.raw})
    order.note = Note(str(order.number))


def apply_holds(order: Order) -> None:
    stock.reserve(order)


def run_checks(order: Order) -> None:
    with open("checks.log") as log:
        order.checks = log.read()


def put_remotely(order: Order) -> None:
    httpx.put("https://example.com", json=order.number)


async def handle_later(order: Order) -> None:
    order.state = "later"


def set_again(order: Order, depth: int) -> None:
    set_again(order, depth - 1)


def process_order(order: Order) -> Order:
    stock.reserve(order)
    return order


@router.post("/labels")
def label(data: str, orders: OrderService = Depends()) -> Order:
    order = orders.create(data)
    apply_labels(order)  # ok: its body shows that it only adapts the result
    audit_logger.addHandler(order)
    return order


@router.post("/labels/again")
def label_again(data: str, orders: OrderService = Depends()) -> Order:
    order = orders.update(data)
    apply_labels(order)
    return order


@router.post("/holds")
def hold(data: str, orders: OrderService = Depends()) -> Order:  # error: business-logic-in-route-handler runs a process (lines 66, 67)
    order = orders.create(data)
    apply_holds(order)
    return order


@router.post("/holds/again")
def hold_again(data: str, orders: OrderService = Depends()) -> Order:  # error: business-logic-in-route-handler runs a process (lines 73, 74, 75)
    order = orders.create(data)
    apply_holds(order)
    run_checks(order)
    return order


@router.post("/checks")
def check(data: str, orders: OrderService = Depends()) -> Order:  # error: business-logic-in-route-handler runs a process (lines 81, 82)
    order = orders.create(data)
    run_checks(order)
    return order


@router.post("/remote")
def remote(data: str, orders: OrderService = Depends()) -> Order:  # error: business-logic-in-route-handler runs a process (lines 88, 89)
    order = orders.create(data)
    put_remotely(order)
    set_again(order, 3)
    return order


@router.post("/remote/again")
def remote_again(data: str, orders: OrderService = Depends()) -> Order:  # error: business-logic-in-route-handler runs a process (lines 96, 97)
    order = orders.create(data)
    put_remotely(order)
    set_again(order, 3)
    return order


@router.post("/process")
async def process(data: str, orders: OrderService = Depends()) -> Order:  # error: business-logic-in-route-handler runs a process (lines 104, 105, 106)
    order = await orders.create(data)
    reserved = process_order(order)
    await handle_later(order)
    return reserved


@router.post("/process/again")
async def process_again(data: str, orders: OrderService = Depends()) -> Order:  # error: business-logic-in-route-handler runs a process (lines 112, 113, 114)
    order = await orders.create(data)
    reserved = process_order(order)
    await handle_later(order)
    return reserved


@lru_cache
def _rate(order: Order) -> float:
    return order.total * order.rate - order.fee


@router.get("/rate/{number}")
def rate(number: int, orders: OrderService = Depends()) -> float:
    return _rate(orders.get(number))  # ok: decorated, another function may stand for it


def add_flash(request: Request, text: str) -> None:
    request.session["flash"] = [text, stock.get(text)]


@router.post("/flash")
def flash(request: Request, data: str, orders: OrderService = Depends()) -> Order:
    order = orders.create(data)
    add_flash(request, "made")  # ok: puts something on the request
    return order


@router.post("/flash/again")
def flash_again(request: Request, data: str, orders: OrderService = Depends()) -> Order:
    order = orders.create(data)
    add_flash(request, "made again")
    return order


@router.get("/report")
def report(orders: OrderService = Depends()) -> bytes:
    sheet = httpx.Headers()
    for order in orders.list_open():
        sheet.update({"number": order.number})  # ok: builds what it answers with
        sheet.update({"price": order.price})
    return sheet.raw
