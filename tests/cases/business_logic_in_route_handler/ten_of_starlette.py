from shop import rooms
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


async def read(request):
    room = await rooms.get_room(request.path_params["number"])
    if room is None:  # ok: a guard
        raise HTTPException(404)
    return JSONResponse(room.as_dict())


async def create(request):
    data = await request.json()
    room = await rooms.create_room(data)
    return JSONResponse(room.as_dict())


async def page(request):
    number, size = rooms.page_of(request.path_params["number"])
    rows = await rooms.list_rooms(offset=(number - 1) * size, limit=size)  # ok: pagination
    return JSONResponse([row.as_dict() for row in rows])


async def translate(request):
    try:
        room = await rooms.close_room(request.path_params["number"])
    except rooms.RoomError as error:  # ok: translates the error
        raise HTTPException(409, str(error)) from error
    return JSONResponse(room.as_dict())


async def remove(request):
    await rooms.delete_room(request.path_params["number"])  # ok: one change
    return Response(status_code=204)


async def decide(request):  # error: business-logic-in-route-handler decides what happens
    room = await rooms.get_room(request.path_params["number"])
    if room.state == "new":
        await rooms.accept(room)
    elif room.state == "late":
        await rooms.cancel(room)
    return JSONResponse(room.as_dict())


async def compute(request):  # error: business-logic-in-route-handler computes
    room = await rooms.get_room(request.path_params["number"])
    net = room.beds * room.price
    share = net / sum(part.beds for part in room.bookings)
    return JSONResponse({"net": net, "share": share})


async def change(request):  # error: business-logic-in-route-handler changes domain objects
    room = await rooms.get_room(request.path_params["number"])
    room.state = "closed"
    room.beds = 0
    await rooms.save(room)
    return JSONResponse(room.as_dict())


async def process(request):  # error: business-logic-in-route-handler runs a process
    data = await request.json()
    room = await rooms.create_room(data)
    await rooms.create_booking(room.id)
    await rooms.notify_bookings(room)  # ok: tells others
    return JSONResponse(room.as_dict())


async def loop(request):  # error: business-logic-in-route-handler runs a process
    room = await rooms.get_room(request.path_params["number"])
    for part in room.bookings:
        await rooms.release(part)
        await rooms.delete_booking(part.id)
    return JSONResponse({})


app = Starlette(
    routes=[
        Route("/rooms/{number}", read),
        Route("/rooms", create, methods=["POST"]),
        Route("/rooms/pages/{number}", endpoint=page),
        Route("/rooms/{number}/close", translate, methods=["POST"]),
        Route("/rooms/{number}", remove, methods=["DELETE"]),
        Route("/rooms/{number}/decide", decide, methods=["POST"]),
        Route("/rooms/{number}/share", compute),
        Route("/rooms/{number}/state", change, methods=["PUT"]),
        Route("/rooms/open", process, methods=["POST"]),
        Route("/rooms/{number}/bookings", loop, methods=["DELETE"]),
    ]
)
