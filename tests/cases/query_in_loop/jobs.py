import logging
from pathlib import Path

import httpx
from django.core.mail import send_mail
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shop.models import Customer, Order, Report
from shop.tasks import export

logger = logging.getLogger(__name__)


def remind(session: Session, orders: list[Order]) -> None:
    for order in orders:
        customer = session.get(Customer, order.customer_id)  # ok: the mail costs more
        send_mail("Your order", "…", "shop@example.org", [customer.email])
        order.reminded = True
        session.commit()  # ok: what was sent stays sent


def synchronise(session: Session, client: httpx.Client, orders: list[Order]) -> None:
    for order in orders:
        state = client.get(f"https://carrier.example/{order.parcel}").json()["state"]
        session.execute(update(Order).where(Order.id == order.id).values(state=state))  # ok: the carrier's answer costs more


def written(session: Session, folder: Path, orders: list[Order]) -> None:
    for order in orders:
        customer = session.get(Customer, order.customer_id)  # ok: a file for each
        (folder / f"{order.id}.txt").write_text(customer.name)


def queued(session: Session, orders: list[Order]) -> None:
    for order in orders:
        customer = session.get(Customer, order.customer_id)  # ok: a job for each
        export.delay(customer.id)


def run_all(session: Session, reports: list[Report]) -> None:
    for report in reports:
        process_report(session, report)  # ok: named as a job


def process_report(session: Session, report: Report) -> None:
    session.execute(update(Report).where(Report.id == report.id).values(done=True))


def may_fail(session: Session, reports: list[Report]) -> None:
    for report in reports:
        try:
            finish(session, report)  # ok: work that may fail for one and goes on with the next
        except Exception:
            logger.exception("report %s", report.id)


def finish(session: Session, report: Report) -> None:
    session.execute(update(Report).where(Report.id == report.id).values(done=True))


def finish_all(session: Session, reports: list[Report]) -> None:
    for report in reports:
        finish(session, report)  # error: query-in-loop `finish()` leads to `session.execute()`


def long_ones(session: Session, orders: list[Order]) -> list[dict[str, object]]:
    return [settled(session, order) for order in orders]  # ok: many steps, of which the query is one


def settled(session: Session, order: Order) -> dict[str, object]:
    customer = session.get(Customer, order.customer_id)
    answer: dict[str, object] = {"customer": customer.name}
    net = sum(line.net for line in order.lines)
    taxes = sum(line.tax for line in order.lines)
    if customer.is_exempt:
        taxes = 0
    discount = 0
    if customer.since < 2020:
        discount = net // 20
    answer["net"] = net - discount
    answer["taxes"] = taxes
    answer["total"] = net - discount + taxes
    answer["paid"] = order.paid
    answer["due"] = max(0, net - discount + taxes - order.paid)
    return answer


def with_service(session: Session, client: httpx.Client, keys: list[int]) -> list[int]:
    return [price(session, client, key) for key in keys]  # ok: the service costs more


def price(session: Session, client: httpx.Client, key: int) -> int:
    order = session.scalar(select(Order).where(Order.id == key))
    return client.get(f"https://prices.example/{order.sku}").json()["price"]
