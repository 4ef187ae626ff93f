import schemas
from routers import inner, internal, pages, router, seen
from schemas import Anything, Counts, Json, Order, Payload


@router.get("/anything")
def anything() -> Anything:  # error: untyped-route-contract `-> Anything` says nothing
    return {}


@router.get("/json")
def any_json() -> Json:  # error: untyped-route-contract `-> Json`
    return {}


@router.get("/by-module")
def by_module() -> schemas.Anything:  # error: untyped-route-contract `-> schemas.Anything`
    return {}


@router.post("/payload")
def take(payload: Payload) -> Order:  # error: untyped-route-contract `payload: Payload`
    return Order(item=payload["item"])


@router.get("/counts")
def counts() -> Counts:  # ok: an alias of a mapping with known values
    return {}


@router.get("/order", response_model=schemas.Order)
def order():  # ok: a model of another file
    return {}


@internal.get("/order")
def internal_order():  # ok: the router of another file isn't in the schema
    return {}


@pages.get("/page")
def page():  # ok: the app that includes the router answers with pages
    return "<p>hello</p>"


@inner.get("/inner")
def hidden_above():  # ok: the router around it is left out of the schema
    return {}


@seen.get("/seen")
def seen_above():  # error: untyped-route-contract no annotation
    return {}


@router.get("/circular")
def circular() -> schemas.Circular:  # ok: an import that leads back to itself is nothing known
    return {}
