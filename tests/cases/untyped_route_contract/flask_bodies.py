import json

from flask import Blueprint, Flask, request
from flask.views import MethodView
from shop.orders import OrderSchema, place, require_fields, validate_json

app = Flask(__name__)
blueprint = Blueprint("orders", __name__)


@app.post("/orders")
def read_fields():  # ok: Flask makes no schema of answers
    data = request.get_json()  # error: untyped-route-contract `request.get_json()` is used as it comes: hand the body to a model and read that
    return {"id": place(data["item"])}


@blueprint.route("/orders", methods=["PUT"])
def attribute():
    return {"id": place(request.json["item"])}  # error: untyped-route-contract `request.json`


@blueprint.route("/silent", methods=["PUT"])
def with_default():
    data = request.get_json(silent=True) or {}  # error: untyped-route-contract `request.get_json()`
    return {"id": place(data.get("item"))}


@blueprint.route("/data", methods=["PUT"])
def from_data():
    data = json.loads(request.data)  # error: untyped-route-contract `json.loads()`
    return {"id": place(data.get("item"))}


class Orders(MethodView):
    def post(self):
        data = request.get_json()  # error: untyped-route-contract `request.get_json()`
        for item in data["items"]:
            place(item)
        return {}

    def put(self):
        data = OrderSchema().load(request.get_json())  # ok: a schema reads it
        return {"id": place(data["item"])}


@app.post("/checked")
def checked():
    data = request.get_json()  # ok: a schema checks it
    errors = OrderSchema().validate(data)
    return {"errors": errors} if errors else {"id": place(data["item"])}


@app.post("/decorated")
@validate_json(OrderSchema)
def decorated():
    data = request.get_json()  # ok: a decorator checks it
    return {"id": place(data["item"])}


@app.post("/form")
def form():
    return {"id": place(request.form["item"])}  # ok: a form, no JSON


@app.get("/query")
def query():
    return {"id": place(request.args["item"])}  # ok: the query


def helper():
    return request.get_json()["item"]  # ok: no handler


@app.put("/required")
def required():
    data = request.get_json()  # ok: a function of the project checks it
    require_fields(data, ("item",))
    return {"id": place(data["item"])}


@app.patch("/deep")
def deep():
    data = dict(request.get_json())  # error: untyped-route-contract `request.get_json()`
    return {"id": place(data["item"])}
