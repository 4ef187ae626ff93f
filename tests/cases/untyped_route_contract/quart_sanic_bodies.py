import quart
from quart import Blueprint
from sanic import Sanic
from sanic.response import json
from shop.orders import Order, place

blueprint = Blueprint("orders", __name__)
app = Sanic("shop")


@blueprint.post("/orders")
async def quart_fields():
    data = await quart.request.get_json()  # error: untyped-route-contract `quart.request.get_json()`
    return {"id": place(data["item"])}


@blueprint.post("/typed")
async def quart_model():
    data = await quart.request.get_json()  # ok: a model reads it
    return {"id": place(Order.model_validate(data))}


@app.post("/orders")
async def sanic_fields(request):
    return json({"id": place(request.json["item"])})  # error: untyped-route-contract `request.json`


@app.post("/typed")
async def sanic_model(request):
    return json({"id": place(Order(**request.json))})  # ok: a model reads it
