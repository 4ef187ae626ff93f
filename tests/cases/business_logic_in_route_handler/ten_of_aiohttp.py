from aiohttp import web
from harbour import ships

routes = web.RouteTableDef()


@routes.get("/read/{number}")
async def read(request: web.Request) -> web.Response:
    ship = await ships.get_ship(request.match_info["number"])
    if ship is None:  # ok: a guard
        raise web.HTTPNotFound
    return web.json_response(ship.as_dict())


@routes.post("/create")
async def create(request: web.Request) -> web.Response:
    data = await request.json()
    ship = await ships.create_ship(data)
    return web.json_response(ship.as_dict())


@routes.get("/page/{number}")
async def page(request: web.Request) -> web.Response:
    number, size = ships.page_of(request.match_info["number"])
    rows = await ships.list_ships(offset=(number - 1) * size, limit=size)  # ok: pagination
    return web.json_response([row.as_dict() for row in rows])


@routes.post("/translate/{number}")
async def translate(request: web.Request) -> web.Response:
    try:
        ship = await ships.close_ship(request.match_info["number"])
    except ships.ShipError as error:  # ok: translates the error
        raise web.HTTPConflict(reason=str(error)) from error
    return web.json_response(ship.as_dict())


@routes.delete("/remove/{number}")
async def remove(request: web.Request) -> web.Response:
    await ships.delete_ship(request.match_info["number"])  # ok: one change
    return web.Response(status=204)


@routes.post("/decide/{number}")
async def decide(request: web.Request) -> web.Response:  # error: business-logic-in-route-handler decides what happens
    ship = await ships.get_ship(request.match_info["number"])
    if ship.state == "new":
        await ships.accept(ship)
    elif ship.state == "late":
        await ships.cancel(ship)
    return web.json_response(ship.as_dict())


@routes.get("/compute/{number}")
async def compute(request: web.Request) -> web.Response:  # error: business-logic-in-route-handler computes
    ship = await ships.get_ship(request.match_info["number"])
    net = ship.length * ship.fee
    share = net / sum(part.length for part in ship.crates)
    return web.json_response({"net": net, "share": share})


@routes.put("/change/{number}")
async def change(request: web.Request) -> web.Response:  # error: business-logic-in-route-handler changes domain objects
    ship = await ships.get_ship(request.match_info["number"])
    ship.state = "closed"
    ship.length = 0
    await ships.save(ship)
    return web.json_response(ship.as_dict())


@routes.post("/process")
async def process(request: web.Request) -> web.Response:  # error: business-logic-in-route-handler runs a process
    data = await request.json()
    ship = await ships.create_ship(data)
    await ships.create_crate(ship.id)
    await ships.notify_crates(ship)  # ok: tells others
    return web.json_response(ship.as_dict())


@routes.delete("/loop/{number}")
async def loop(request: web.Request) -> web.Response:  # error: business-logic-in-route-handler runs a process
    ship = await ships.get_ship(request.match_info["number"])
    for part in ship.crates:
        await ships.release(part)
        await ships.delete_crate(part.id)
    return web.json_response({})
