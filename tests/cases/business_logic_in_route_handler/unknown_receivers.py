from thirdparty import api_router, client, make_app
from shop import service

app = make_app()


@app.get("/share/{number}")
def share(number: int) -> float:  # error: business-logic-in-route-handler computes
    order = service.get_order(number)
    share = order.paid / order.total
    return share + order.fee * order.count


@api_router.post("/share")
def share_all(number: int) -> float:  # error: business-logic-in-route-handler computes
    order = service.get_order(number)
    share = order.paid / order.total
    return share + order.fee * order.count


@client.get("/share/{number}")
def mocked(number: int) -> float:  # ok: not named like a router
    order = service.get_order(number)
    share = order.paid / order.total
    return share + order.fee * order.count


@app.get(service.PATH)
def configured(number: int) -> float:  # missed: an unknown object, and a path that is no text
    order = service.get_order(number)
    share = order.paid / order.total
    return share + order.fee * order.count


def register(router):
    @router.put("/share/{number}")
    def inner(number: int) -> float:  # error: business-logic-in-route-handler computes
        order = service.get_order(number)
        share = order.paid / order.total
        return share + order.fee * order.count

    @router.subscribe("/share")
    def listener(number: int) -> float:  # ok: no method of a router
        order = service.get_order(number)
        share = order.paid / order.total
        return share + order.fee * order.count

    return inner, listener
