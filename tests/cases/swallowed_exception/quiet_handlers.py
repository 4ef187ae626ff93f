import contextlib
import json
import logging
import smtplib
from contextlib import suppress
from email.message import EmailMessage

import boto3
import requests
from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.models import Customer, Invoice, Job, Order
from shop.payments import gateway

log = logging.getLogger("shop")
bucket = boto3.resource("s3").Bucket("invoices")


def charge(invoice: Invoice) -> None:
    try:
        gateway.charge(invoice.customer_id, invoice.total)
    except Exception:  # error: swallowed-exception `except Exception` hides whatever goes wrong in `gateway.charge()`
        pass


def refund(invoice: Invoice) -> None:
    try:
        gateway.refund(invoice.customer_id, invoice.total)
    except:  # error: swallowed-exception `except` hides whatever goes wrong in `gateway.refund()`
        pass


def archive(invoice: Invoice) -> None:
    with suppress(Exception):  # error: swallowed-exception `suppress(Exception)` hides whatever goes wrong in `bucket.upload_file()`
        bucket.upload_file(invoice.path, invoice.key)


def announce(invoice: Invoice) -> None:
    with contextlib.suppress(KeyError, BaseException):  # error: swallowed-exception suppress(KeyError, BaseException)
        requests.post("https://hooks.example.com/invoices", json=invoice.as_json(), timeout=5)


def remind_all(session: Session) -> None:
    for customer in session.scalars(select(Customer)):
        try:
            smtplib.SMTP("localhost").sendmail("shop", customer.email, "please pay")
        except Exception:  # error: swallowed-exception hides whatever goes wrong in `sendmail()`
            continue


def invoices_of(session: Session, customer: Customer) -> list[Invoice]:
    try:
        return list(session.scalars(select(Invoice).where(Invoice.customer == customer.id)))
    except Exception:  # error: swallowed-exception into `[]`, as if that were the answer
        return []


def credit_of(customer: Customer) -> int:
    credit = 0
    try:
        answer = requests.get(f"https://credit.example.com/{customer.id}", timeout=5)
        credit = answer.json()["credit"]
    except (ValueError, Exception):  # error: swallowed-exception `except (ValueError, Exception)` turns whatever goes wrong in `requests.get()` and what stands with it into `0`
        credit = 0
    return credit


def profile_of(customer: Customer, default: dict[str, str]) -> dict[str, str]:
    try:
        return requests.get(f"https://people.example.com/{customer.id}", timeout=5).json()
    except Exception as error:  # ok: a quiet log says why the default is taken
        log.info("no profile for %s: %s", customer.id, error)
        return default


def run_job(session: Session, job: Job) -> None:
    try:
        job.run(session)
        session.commit()
    except Exception:  # error: swallowed-exception only logs whatever goes wrong
        log.log(logging.DEBUG, "job %s failed", job.id, exc_info=True)


def settings_of(customer: Customer) -> dict[str, str]:
    try:
        return json.loads(open(f"/srv/settings/{customer.id}.json").read())
    except Exception:  # ok: there may be no file yet
        return {}


def tell_nobody(invoice: Invoice) -> None:
    try:
        requests.post("https://erp.example.com", json=invoice.as_json(), timeout=5)
    except Exception as error:  # error: swallowed-exception with `debug`, where nobody looks
        _forget(invoice)


def _forget(invoice: Invoice) -> None:
    log.debug("dropped %s", invoice.id)


def somebody_knows(invoice: Invoice, failed: list[Exception], gauge: object) -> bool | None:
    try:
        requests.post("https://erp.example.com/1", json=invoice.as_json(), timeout=5)
    except Exception as error:  # ok: it is kept
        failed.append(error)
    try:
        requests.post("https://erp.example.com/2", json=invoice.as_json(), timeout=5)
    except Exception:  # ok: a log at warning
        log.warning("invoice %s was not sent", invoice.id, exc_info=True)
    try:
        requests.post("https://erp.example.com/3", json=invoice.as_json(), timeout=5)
    except Exception:  # ok: the state tells
        invoice.state = "failed"
    try:
        requests.post("https://erp.example.com/4", json=invoice.as_json(), timeout=5)
    except Exception:  # ok: a metric counts it
        gauge.inc()
    try:
        requests.post("https://erp.example.com/5", json=invoice.as_json(), timeout=5)
        return True
    except Exception:  # ok: the result says that it failed
        return False


def narrow(invoice: Invoice) -> None:
    try:
        requests.post("https://erp.example.com", json=invoice.as_json(), timeout=5)
    except requests.ConnectionError:  # ok: what is expected to fail
        pass


def newest(session: Session) -> Order | None:
    try:
        return session.scalars(select(Order).order_by(Order.id.desc())).first()
    except Exception:  # error: swallowed-exception turns whatever goes wrong in `session.scalars()` and what stands with it into `None`
        return None


def owner_of(session: Session, key: int) -> str | None:
    try:
        order = session.get(Order, key)
        if order is None:
            return None
        return order.owner
    except Exception as error:  # error: swallowed-exception with `debug`, where nobody looks
        log.debug("no owner: %s", error)
        return None


def rate_of(currency: str) -> str | None:
    try:
        return requests.get(f"https://rates.example.com/{currency}", timeout=5).json()["rate"]
    except Exception:  # ok: there is always a rate, so that `None` tells
        return None


def mail(recipient: str, text: str) -> None:
    try:
        letter = EmailMessage()
        letter.set_content(text)
        smtp = smtplib.SMTP("mail.example.com")
        smtp.sendmail("shop@example.com", [recipient], letter.as_string())
    except Exception as error:  # error: swallowed-exception with `info`, where nobody looks
        log.info(error)
