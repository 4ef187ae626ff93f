from litestar import delete, get, post, put
from litestar.exceptions import ClientException, NotFoundException
from practice.visits import Clinic, Visit


@get("/read/{number:int}")
async def read(number: int, clinic: Clinic) -> object:
    visit = await clinic.get_visit(number)
    if visit is None:  # ok: a guard
        raise NotFoundException
    return visit.as_dict()


@post("/create")
async def create(data: Visit, clinic: Clinic) -> object:
    visit = await clinic.create_visit(data)
    return visit.as_dict()


@get("/page/{number:int}")
async def page(number: int, clinic: Clinic) -> object:
    number, size = clinic.page_of(number)
    rows = await clinic.list_visits(offset=(number - 1) * size, limit=size)  # ok: pagination
    return [row.as_dict() for row in rows]


@post("/translate/{number:int}")
async def translate(number: int, clinic: Clinic) -> object:
    try:
        visit = await clinic.close_visit(number)
    except clinic.VisitError as error:  # ok: translates the error
        raise ClientException(str(error)) from error
    return visit.as_dict()


@delete("/remove/{number:int}", status_code=200)
async def remove(number: int, clinic: Clinic) -> object:
    await clinic.delete_visit(number)  # ok: one change
    return None


@post("/decide/{number:int}")
async def decide(number: int, clinic: Clinic) -> object:  # error: business-logic-in-route-handler decides what happens
    visit = await clinic.get_visit(number)
    if visit.state == "new":
        await clinic.accept(visit)
    elif visit.state == "late":
        await clinic.cancel(visit)
    return visit.as_dict()


@get("/compute/{number:int}")
async def compute(number: int, clinic: Clinic) -> object:  # error: business-logic-in-route-handler computes
    visit = await clinic.get_visit(number)
    net = visit.minutes * visit.rate
    share = net / sum(part.minutes for part in visit.tests)
    return {"net": net, "share": share}


@put("/change/{number:int}")
async def change(number: int, clinic: Clinic) -> object:  # error: business-logic-in-route-handler changes domain objects
    visit = await clinic.get_visit(number)
    visit.state = "closed"
    visit.minutes = 0
    await clinic.save(visit)
    return visit.as_dict()


@post("/process")
async def process(data: Visit, clinic: Clinic) -> object:  # error: business-logic-in-route-handler runs a process
    visit = await clinic.create_visit(data)
    await clinic.create_test(visit.id)
    await clinic.notify_tests(visit)  # ok: tells others
    return visit.as_dict()


@delete("/loop/{number:int}", status_code=200)
async def loop(number: int, clinic: Clinic) -> object:  # error: business-logic-in-route-handler runs a process
    visit = await clinic.get_visit(number)
    for part in visit.tests:
        await clinic.release(part)
        await clinic.delete_test(part.id)
    return {}
