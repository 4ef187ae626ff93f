import requests
from flask import Blueprint, Flask, jsonify, request
from flask.views import MethodView
from flask_sqlalchemy import SQLAlchemy
from quart import Quart, websocket
from sqlalchemy import select

from shop import orders
from shop.models import Order

app = Flask(__name__)
quart_app = Quart(__name__)
pages = Blueprint("pages", __name__)
db = SQLAlchemy(app)


@app.get("/orders")
def list_orders():  # error: data-access-in-route-handler uses the database (line 19) and builds queries (line 19)
    return jsonify(db.session.scalars(select(Order)).all())


@app.get("/orders/<int:number>")
def read_order(number):
    return jsonify(db.get_or_404(Order, number))  # ok: one lookup by its key


@app.post("/orders")
def create_order():  # error: data-access-in-route-handler uses the database (lines 30, 31)
    order = Order(**request.get_json())
    db.session.add(order)
    db.session.commit()
    return jsonify(order), 201


@pages.route("/open")
def open_orders():
    return jsonify(orders.open_orders())  # ok: delegates


@pages.route("/weather")
def weather():  # error: data-access-in-route-handler calls another service (line 42)
    return requests.get("https://weather.example", timeout=3).json()


@pages.route("/health")
def health():
    return "ok"


class OrderView(MethodView):
    def get(self, number):
        return jsonify(orders.find(number))

    def delete(self, number):  # error: data-access-in-route-handler uses the database (line 55)
        db.session.execute(db.delete(Order).where(Order.id == number))
        return "", 204


@quart_app.get("/log")
async def log():  # error: data-access-in-route-handler reads or writes files (lines 61, 62)
    with open("/var/log/shop.log") as file:
        return file.read()


@quart_app.websocket("/live")
async def live():
    while True:
        await websocket.send_json(await orders.newest())


def unrouted():  # ok: no handler
    return db.session.scalars(select(Order)).all()


class Invoice(db.Model):
    def save(self):
        db.session.add(self)


@pages.route("/invoices")
def invoices():  # error: data-access-in-route-handler builds queries (line 82)
    return jsonify(Invoice.query.filter_by(paid=True).all())


@pages.route("/invoices/<int:number>")
def invoice(number):
    return jsonify(Invoice.query.get_or_404(number))  # ok: one lookup


@pages.route("/invoices/<int:number>/again")
def invoice_again(number):
    return jsonify(Invoice.query.filter_by(id=number).first_or_404())  # ok: likewise


@pages.route("/invoices/named/<name>")
def invoice_named(name):  # error: data-access-in-route-handler builds queries
    return jsonify(Invoice.query.filter_by(name=name).first_or_404())
