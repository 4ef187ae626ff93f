from collections import Counter

from flask import Blueprint, jsonify, request
from shop import repository
from shop.settings import settings

bp = Blueprint("billing", __name__)


@bp.get("/invoices/<int:number>/total")
def total(number: int):  # error: business-logic-in-route-handler computes (lines 13, 14)
    invoice = repository.get_invoice(number)
    net = sum(line.amount for line in invoice.lines)
    gross = net * (1 + invoice.tax_rate)
    return jsonify(total=gross)


@bp.get("/usage")
def usage():  # error: business-logic-in-route-handler computes
    used = 0
    by_day = Counter(event.day for event in repository.load_events())
    for event in repository.load_events():
        used += event.seconds
    return jsonify(used=used, days=by_day)


@bp.get("/customers/<int:number>/plan")
def plan(number: int):  # error: business-logic-in-route-handler computes
    plans = repository.list_plans(number)
    best = next((plan for plan in plans if plan.is_active), None)
    remaining = best.quota - best.used
    return jsonify(plan=best.name, remaining=remaining)


@bp.get("/invoices")
def invoices():
    page = int(request.args.get("page", 1))
    offset = (page - 1) * settings.PAGE_SIZE  # ok: pagination
    rows = repository.list_invoices(offset=offset, limit=settings.PAGE_SIZE)
    lifetime = settings.CACHE_DAYS * 24 * 60 * 60  # ok: constants
    response = jsonify([row.as_dict() for row in rows])  # ok: shapes the output
    response.headers["Cache-Control"] = "max-age=" + str(lifetime)
    return response


@bp.get("/invoices/<int:number>/label")
def label(number: int):
    invoice = repository.get_invoice(number)
    return jsonify(label=invoice.prefix + "-" + str(invoice.number))  # ok: text


@bp.get("/invoices/<int:number>/share")
def share(number: int):
    invoice = repository.get_invoice(number)
    return jsonify(share=invoice.paid / invoice.amount)  # ok: one doubtful computation alone
