from sanic import Blueprint
from sanic.exceptions import NotFound, SanicException
from sanic.response import empty, json
from stage import desk

tickets = Blueprint("tickets")


@tickets.get("/read/<number:int>")
async def read(request, number):
    ticket = await desk.get_ticket(number)
    if ticket is None:  # ok: a guard
        raise NotFound("no such ticket")
    return json(ticket.as_dict())


@tickets.post("/create")
async def create(request):
    data = request.json
    ticket = await desk.create_ticket(data)
    return json(ticket.as_dict())


@tickets.get("/page/<number:int>")
async def page(request, number):
    number, size = desk.page_of(number)
    rows = await desk.list_tickets(offset=(number - 1) * size, limit=size)  # ok: pagination
    return json([row.as_dict() for row in rows])


@tickets.post("/translate/<number:int>")
async def translate(request, number):
    try:
        ticket = await desk.close_ticket(number)
    except desk.TicketError as error:  # ok: translates the error
        raise SanicException(str(error), 409) from error
    return json(ticket.as_dict())


@tickets.delete("/remove/<number:int>")
async def remove(request, number):
    await desk.delete_ticket(number)  # ok: one change
    return empty()


@tickets.post("/decide/<number:int>")
async def decide(request, number):  # error: business-logic-in-route-handler decides what happens
    ticket = await desk.get_ticket(number)
    if ticket.state == "new":
        await desk.accept(ticket)
    elif ticket.state == "late":
        await desk.cancel(ticket)
    return json(ticket.as_dict())


@tickets.get("/compute/<number:int>")
async def compute(request, number):  # error: business-logic-in-route-handler computes
    ticket = await desk.get_ticket(number)
    net = ticket.row * ticket.price
    share = net / sum(part.row for part in ticket.seats)
    return json({"net": net, "share": share})


@tickets.put("/change/<number:int>")
async def change(request, number):  # error: business-logic-in-route-handler changes domain objects
    ticket = await desk.get_ticket(number)
    ticket.state = "closed"
    ticket.row = 0
    await desk.save(ticket)
    return json(ticket.as_dict())


@tickets.post("/process")
async def process(request):  # error: business-logic-in-route-handler runs a process
    data = request.json
    ticket = await desk.create_ticket(data)
    await desk.create_seat(ticket.id)
    await desk.notify_seats(ticket)  # ok: tells others
    return json(ticket.as_dict())


@tickets.delete("/loop/<number:int>")
async def loop(request, number):  # error: business-logic-in-route-handler runs a process
    ticket = await desk.get_ticket(number)
    for part in ticket.seats:
        await desk.release(part)
        await desk.delete_seat(part.id)
    return json({})
