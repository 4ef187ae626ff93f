from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Thread, Timer

from fastapi import BackgroundTasks
from starlette.background import BackgroundTask
from starlette.responses import JSONResponse

from orders.clients import Mailer, send_mail
from orders.clients.mail import BulkMailer, LazyMailer, ReplyMailer, send_invoice_mail
from orders.models import Customer, Order
from orders.telemetry.metrics import count
from orders.telemetry.tracing import note, write_audit

pool = ThreadPoolExecutor(2)
mailer = LazyMailer()


def send_confirmation(email: str, order: Order) -> None:
    send_mail(email, "Thank you", order.label())  # ok: a sync function by itself is on no loop


async def send_reminder(email: str, order: Order) -> None:
    mailer.draft(email, "A reminder", order.label())  # ok: keeps it in memory
    mailer.deliver()  # error: blocking-call-in-async smtplib.SMTP


async def notify_in_the_background(tasks: BackgroundTasks, customer: Customer, order: Order) -> None:
    tasks.add_task(send_confirmation, customer.email, order)  # ok: a sync background task runs in the thread pool
    tasks.add_task(send_reminder, customer.email, order)  # ok: reported inside
    tasks.add_task(lambda: send_mail(customer.email, "Hello", order.label()))  # ok: runs in the thread pool
    tasks.add_task(send_mail, customer.email, "Hello", last_words())  # error: blocking-call-in-async pathlib.Path.read_text


async def answer(customer: Customer, order: Order) -> JSONResponse:
    later = BackgroundTask(send_confirmation, customer.email, order)  # ok: runs in the thread pool
    return JSONResponse({"number": order.number}, background=later)


async def notify_by_threads(customer: Customer, order: Order) -> None:
    Thread(target=send_confirmation, args=(customer.email, order)).start()  # ok: handed to a thread
    Timer(60, send_confirmation, (customer.email, order)).start()  # ok: handed to a thread
    pool.submit(send_mail, customer.email, "Hello", "again")  # ok: handed to a thread
    thread = Thread(target=partial(send_mail, customer.email, "Bye", "then"))  # ok: handed to a thread
    thread.start()


async def notify_now(customer: Customer, order: Order) -> None:
    send_confirmation(customer.email, order)  # error: blocking-call-in-async smtplib.SMTP
    send_invoice_mail(customer.email, body="attached")  # error: blocking-call-in-async smtplib.SMTP


async def notify_with_an_own_mailer(customer: Customer) -> None:
    own = Mailer("mail-2.internal")  # error: blocking-call-in-async smtplib.SMTP
    own.send(customer.email, "Hello", "again")  # error: blocking-call-in-async smtplib.SMTP.send_message


async def notify_in_bulk(mails: list[tuple[str, str, str]]) -> None:
    bulk = BulkMailer()  # error: blocking-call-in-async smtplib.SMTP
    bulk.send_all(mails)  # error: blocking-call-in-async smtplib.SMTP.send_message
    ReplyMailer("orders@internal")  # error: blocking-call-in-async smtplib.SMTP


async def notify_by_a_given_mailer(given: BulkMailer, mails: list[tuple[str, str, str]]) -> None:
    await asyncio.to_thread(given.send_all, mails)  # ok: handed to a thread


async def notify_with_a_lazy_mailer(customer: Customer) -> None:
    lazy = LazyMailer("mail-2.internal")  # ok: connects for each mail
    lazy.draft(customer.email, "Hello", "again")  # ok: keeps it in memory


async def notify_all(customers: list[Customer]) -> None:
    for customer in customers:
        send_mail(customer.email, "News", customer.display_name)  # error: blocking-call-in-async smtplib.SMTP
    await asyncio.gather(*[asyncio.to_thread(send_mail, each.email, "News", "") for each in customers])  # ok: handed to threads


async def notify_and_audit(email: str, order: Order) -> None:
    task = asyncio.create_task(send_reminder(email, order))  # ok: reported inside
    task.add_done_callback(audit_task)  # error: blocking-call-in-async pathlib.Path.open
    task.add_done_callback(log_task)  # ok: logs only
    await task


async def submit_and_audit(email: str) -> None:
    future = pool.submit(send_mail, email, "Hello", "")  # ok: handed to a thread
    future.add_done_callback(audit_future)  # ok: a thread's future calls back in that thread


def audit_task(task: asyncio.Task[None]) -> None:
    write_audit(task.get_name())


def audit_future(future: Future[None]) -> None:
    write_audit(repr(future))


def log_task(task: asyncio.Task[None]) -> None:
    note(task.get_name())
    count("reminders")


def last_words() -> str:
    from pathlib import Path

    return Path("words.txt").read_text()
