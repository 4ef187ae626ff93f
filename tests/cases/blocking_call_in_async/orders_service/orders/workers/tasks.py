import asyncio

from celery import Celery, shared_task

from orders.clients import send_mail
from orders.clients.fx import load_table

celery = Celery("orders", broker="redis://localhost")


@celery.task
def send_invoice(email: str, number: int) -> None:
    send_mail(email, "Invoice", str(number))  # ok: runs in a worker's process


@shared_task(bind=True)
def refresh_rates(self) -> None:
    load_table()  # ok: runs in a worker's process


def enqueue_invoice(email: str, number: int) -> str:
    return send_invoice.delay(email, number).id


def invoice_signature(email: str, number: int):
    return send_invoice.s(email, number)


async def order_invoice(email: str, number: int) -> str:
    return enqueue_invoice(email, number)  # error: blocking-call-in-async celery.Task.delay


async def order_invoice_in_a_thread(email: str, number: int) -> str:
    return await asyncio.to_thread(enqueue_invoice, email, number)  # ok: handed to a thread


async def order_invoice_later(email: str, number: int) -> None:
    invoice_signature(email, number)  # ok: builds a signature
