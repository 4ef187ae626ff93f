import logging

from django.views import View
from flask import Flask, flash, jsonify, redirect, request

from shop.orders import cancel_order, repository

app = Flask(__name__)
log = logging.getLogger(__name__)


@app.get("/orders")
def orders():
    try:
        found = repository.fetch(request.args["customer"])
        send = [order.as_json() for order in found]
        app.extensions["audit"].store(send)
        return jsonify(send)
    except Exception:  # error: swallowed-exception the request is answered as if it had succeeded
        log.exception("orders not found")
        return {}


@app.post("/orders/<int:order_id>/cancel")
def cancel(order_id: int):
    try:
        cancel_order(order_id)
    except Exception:  # ok: the visitor is told
        log.exception("order not cancelled")
        flash("The order could not be cancelled")
    return redirect("/orders")


class Cancel(View):
    def post(self, request, order_id):
        try:
            cancel_order(order_id)
        except Exception:  # error: swallowed-exception only logs that `cancel_order()` failed
            log.error("order not cancelled")
        return redirect("/orders")


@app.delete("/devices/<device_id>")
def unregister(device_id: str):
    try:
        cancel_order(int(device_id))
        return ("", 200)
    except Exception:  # ok: the status tells
        log.exception("device not unregistered")
        return ("", 500)


@app.put("/devices/<device_id>")
def register(device_id: str):
    try:
        cancel_order(int(device_id))
        return ("", 201)
    except Exception:  # missed: nothing but the status tells them apart
        log.exception("device not registered")
        return ("", 200)
