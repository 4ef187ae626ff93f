from quart import Quart
from sanic import Sanic
from sanic.response import json
from shop import service
from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint, WebSocketEndpoint
from starlette.responses import JSONResponse
from starlette.routing import Route

quart_app = Quart(__name__)
sanic_app = Sanic("shop")


async def price(request):  # error: business-logic-in-route-handler computes
    product = await service.get_product(request.path_params["number"])
    net = product.cost * product.margin
    return JSONResponse({"net": net, "gross": net + product.tax})


async def product(request):
    found = await service.get_product(request.path_params["number"])
    return JSONResponse(found.as_dict())


async def unrouted(request):  # ok: no route names it
    found = await service.get_product(request.path_params["number"])
    return found.cost * found.margin + found.tax * found.count


class Stock(HTTPEndpoint):
    async def post(self, request):  # error: business-logic-in-route-handler runs a process
        data = await request.json()
        entry = await service.create_entry(data)
        await service.reserve(entry.id)
        return JSONResponse({"number": entry.id})


class Live(WebSocketEndpoint):
    async def on_receive(self, websocket, data):
        await websocket.send_json(await service.get_product(data))


@quart_app.get("/products/<int:number>/fee")
async def fee(number):  # error: business-logic-in-route-handler computes
    product = await service.get_product(number)
    return {"fee": product.weight * product.rate, "rest": product.stock - product.sold}


@sanic_app.post("/orders")
async def order(request):  # error: business-logic-in-route-handler runs a process
    placed = await service.create_order(request.json)
    await service.reserve(placed.lines)
    return json({"number": placed.id})


routes = [Route("/price/{number}", price), Route("/product/{number}", endpoint=product)]
app = Starlette(routes=routes)
