from quart import Quart, abort, jsonify, request
from depot import parcels

app = Quart(__name__)


@app.get("/read/<int:number>")
async def read(number):
    parcel = await parcels.get_parcel(number)
    if parcel is None:  # ok: a guard
        abort(404)
    return jsonify(parcel.as_dict())


@app.post("/create")
async def create():
    data = await request.get_json()
    parcel = await parcels.create_parcel(data)
    return jsonify(parcel.as_dict())


@app.get("/page/<int:number>")
async def page(number):
    number, size = parcels.page_of(number)
    rows = await parcels.list_parcels(offset=(number - 1) * size, limit=size)  # ok: pagination
    return jsonify([row.as_dict() for row in rows])


@app.post("/translate/<int:number>")
async def translate(number):
    try:
        parcel = await parcels.close_parcel(number)
    except parcels.ParcelError as error:  # ok: translates the error
        return jsonify(error=str(error)), 409
    return jsonify(parcel.as_dict())


@app.delete("/remove/<int:number>")
async def remove(number):
    await parcels.delete_parcel(number)  # ok: one change
    return "", 204


@app.post("/decide/<int:number>")
async def decide(number):  # error: business-logic-in-route-handler decides what happens
    parcel = await parcels.get_parcel(number)
    if parcel.state == "new":
        await parcels.accept(parcel)
    elif parcel.state == "late":
        await parcels.cancel(parcel)
    return jsonify(parcel.as_dict())


@app.get("/compute/<int:number>")
async def compute(number):  # error: business-logic-in-route-handler computes
    parcel = await parcels.get_parcel(number)
    net = parcel.weight * parcel.rate
    share = net / sum(part.weight for part in parcel.labels)
    return jsonify({"net": net, "share": share})


@app.put("/change/<int:number>")
async def change(number):  # error: business-logic-in-route-handler changes domain objects
    parcel = await parcels.get_parcel(number)
    parcel.state = "closed"
    parcel.weight = 0
    await parcels.save(parcel)
    return jsonify(parcel.as_dict())


@app.post("/process")
async def process():  # error: business-logic-in-route-handler runs a process
    data = await request.get_json()
    parcel = await parcels.create_parcel(data)
    await parcels.create_label(parcel.id)
    await parcels.notify_labels(parcel)  # ok: tells others
    return jsonify(parcel.as_dict())


@app.delete("/loop/<int:number>")
async def loop(number):  # error: business-logic-in-route-handler runs a process
    parcel = await parcels.get_parcel(number)
    for part in parcel.labels:
        await parcels.release(part)
        await parcels.delete_label(part.id)
    return jsonify({})
