from fastapi import FastAPI, WebSocket
from game import matches

app = FastAPI()


@app.websocket("/read/{number}")
async def read(socket: WebSocket, number: int) -> None:
    await socket.accept()
    match = await matches.get_match(number)
    if match is None:  # ok: a guard
        await socket.close(4404)
        return
    await socket.send_json(match.as_dict())


@app.websocket("/create")
async def create(socket: WebSocket) -> None:
    await socket.accept()
    data = await socket.receive_json()
    match = await matches.create_match(data)
    await socket.send_json(match.as_dict())


@app.websocket("/page/{number}")
async def page(socket: WebSocket, number: int) -> None:
    await socket.accept()
    number, size = matches.page_of(number)
    rows = await matches.list_matchs(offset=(number - 1) * size, limit=size)  # ok: pagination
    await socket.send_json([row.as_dict() for row in rows])


@app.websocket("/translate/{number}")
async def translate(socket: WebSocket, number: int) -> None:
    await socket.accept()
    try:
        match = await matches.close_match(number)
    except matches.MatchError as error:  # ok: translates the error
        await socket.close(4409, str(error))
        return
    await socket.send_json(match.as_dict())


@app.websocket("/remove/{number}")
async def remove(socket: WebSocket, number: int) -> None:
    await socket.accept()
    await matches.delete_match(number)  # ok: one change
    await socket.close()


@app.websocket("/decide/{number}")
async def decide(socket: WebSocket, number: int) -> None:  # error: business-logic-in-route-handler decides what happens
    await socket.accept()
    match = await matches.get_match(number)
    if match.state == "new":
        await matches.accept(match)
    elif match.state == "late":
        await matches.cancel(match)
    await socket.send_json(match.as_dict())


@app.websocket("/compute/{number}")
async def compute(socket: WebSocket, number: int) -> None:  # error: business-logic-in-route-handler computes
    await socket.accept()
    match = await matches.get_match(number)
    net = match.points * match.factor
    share = net / sum(part.points for part in match.moves)
    await socket.send_json({"net": net, "share": share})


@app.websocket("/change/{number}")
async def change(socket: WebSocket, number: int) -> None:  # error: business-logic-in-route-handler changes domain objects
    await socket.accept()
    match = await matches.get_match(number)
    match.state = "closed"
    match.points = 0
    await matches.save(match)
    await socket.send_json(match.as_dict())


@app.websocket("/process")
async def process(socket: WebSocket) -> None:  # error: business-logic-in-route-handler runs a process
    await socket.accept()
    data = await socket.receive_json()
    match = await matches.create_match(data)
    await matches.create_move(match.id)
    await matches.notify_moves(match)  # ok: tells others
    await socket.send_json(match.as_dict())


@app.websocket("/loop/{number}")
async def loop(socket: WebSocket, number: int) -> None:  # error: business-logic-in-route-handler runs a process
    await socket.accept()
    match = await matches.get_match(number)
    for part in match.moves:
        await matches.release(part)
        await matches.delete_move(part.id)
    await socket.send_json({})
