import json
from typing import Annotated, Any, Optional

from fastapi import APIRouter, Body, Depends, Header, Path, Query, Request
from pydantic import BaseModel, TypeAdapter
from shop.orders import place, require_permission, signature_of, validate_event, verify_signature

router = APIRouter()


class Order(BaseModel):
    item: str


@router.post("/dict")
def plain_dict(payload: dict) -> Order:  # error: untyped-route-contract `payload: dict` takes any body as it comes
    return place(payload)


@router.post("/marked")
def marked(payload: dict = Body(...)) -> Order:  # error: untyped-route-contract `payload: dict`
    return place(payload)


@router.post("/annotated")
def annotated(payload: Annotated[dict, Body()]) -> Order:  # error: untyped-route-contract `payload: Annotated[dict, Body(…)]`
    return place(payload)


@router.post("/any")
def anything(payload: Any = Body()) -> Order:  # error: untyped-route-contract `payload: Any`
    return place(payload)


@router.post("/unannotated")
def unannotated(payload=Body(...)) -> Order:  # error: untyped-route-contract `payload` takes any body
    return place(payload)


@router.post("/list")
def a_list(payload: list[dict]) -> Order:  # error: untyped-route-contract `payload: list[dict]`
    return place(payload)


@router.post("/optional")
def optional(payload: Optional[dict] = None) -> Order:  # error: untyped-route-contract `payload: Optional[dict]`
    return place(payload)


Payload = Annotated[dict, Body()]


@router.post("/alias")
def by_alias(payload: Payload) -> Order:  # error: untyped-route-contract `payload: Payload`
    return place(payload)


@router.post("/put/{order_id}")
def with_path(order_id: int, payload: dict, dry: bool = False) -> Order:  # error: untyped-route-contract `payload: dict`
    return place(payload)


@router.post("/raw")
async def raw(request: Request) -> Order:
    body = await request.json()  # error: untyped-route-contract `request.json()` is used as it comes: declare a model of the body
    return place(body["item"])


@router.post("/raw-in-place")
async def raw_in_place(request: Request) -> Order:
    return place((await request.json()).get("item"))  # error: untyped-route-contract `request.json()`


@router.post("/bytes")
async def from_bytes(request: Request) -> Order:
    body = json.loads(await request.body())  # error: untyped-route-contract `json.loads()`
    return place(body["item"])


@router.post("/bytes-in-two-steps")
async def from_bytes_in_two_steps(request: Request) -> Order:
    raw = await request.body()
    body = json.loads(raw.decode())  # error: untyped-route-contract `json.loads()`
    return place(body["item"])


async def read_body(request: Request) -> dict:
    return await request.json()


@router.post("/dependency")
async def by_dependency(body: dict = Depends(read_body)) -> Order:  # error: untyped-route-contract `body` is a body as it comes, by way of `read_body`: have `read_body` return a model
    return place(body["item"])


async def take_body(payload: dict = Body()) -> dict:
    return payload


Taken = Annotated[dict, Depends(take_body)]


@router.post("/dependency-alias")
async def by_dependency_alias(body: Taken) -> Order:  # error: untyped-route-contract by way of `take_body`
    return place(body["item"])


@router.post("/model")
def model(order: Order) -> Order:  # ok: a model
    return place(order)


@router.post("/known-values")
def known_values(counts: dict[str, int]) -> Order:  # ok: a mapping with known values
    return place(counts)


@router.post("/open-values")
def open_values(payload: dict[str, Any]) -> Order:  # ok: reported only with `any-values`
    return place(payload)


@router.post("/models")
def models(orders: list[Order]) -> Order:  # ok: a list of models
    return place(orders)


@router.post("/fields")
def fields(name: str = Body(), metadata: dict = Body()) -> Order:  # ok: an open field of a body with several
    return place((name, metadata))


@router.post("/field-beside-a-model")
def field_beside_a_model(order: Order, metadata: dict) -> Order:  # ok: likewise
    return place((order, metadata))


@router.post("/embedded")
def embedded(metadata: dict = Body(embed=True)) -> Order:  # ok: an open field of the body
    return place(metadata)


@router.get("/elsewhere")
def elsewhere(tags: list = Query(), sign: Any = Header(), kind: Any = Path()) -> Order:  # ok: no bodies
    return place((tags, sign, kind))


@router.get("/query")
def query(word: Any) -> Order:  # ok: without a marker it comes from the query
    return place(word)


@router.post("/validated")
async def validated(request: Request) -> Order:
    return Order.model_validate(await request.json())  # ok: a model reads it


@router.post("/unpacked")
async def unpacked(request: Request) -> Order:
    body = await request.json()  # ok: a model is made of it
    order = Order(**body)
    return place(order)


@router.post("/adapted")
async def adapted(request: Request) -> list[Order]:
    body = await request.json()  # ok: an adapter reads it
    return TypeAdapter(list[Order]).validate_python(body)


@router.post("/forwarded")
async def forwarded(request: Request) -> Order:
    body = await request.json()  # ok: nothing is taken from it here
    return place(body)


@router.post("/signed")
async def signed(request: Request) -> Order:
    body = await request.body()  # ok: bytes
    return place(signature_of(body))


@router.post("/other-json")
async def other_json(request: Request, response_of: Order) -> Order:
    answer = json.loads(place(response_of))  # ok: not the request's body
    return place(answer["item"])


async def read_model(request: Request) -> Order:
    return Order.model_validate(await request.json())


@router.post("/dependency-with-model")
async def by_dependency_with_model(order: Order = Depends(read_model)) -> Order:  # ok: the dependency reads a model
    return place(order)


@router.post("/nested")
async def handed_on(request: Request) -> Order:
    return take_apart(await request.json())  # error: untyped-route-contract `request.json()`


def take_apart(body: dict) -> Order:
    return place(body["item"])


@router.post("/yaml")
def yaml(body: Any = Body(media_type="text/plain")) -> Order:  # ok: no JSON
    return place(body)


@router.post("/walrus")
async def walrus(request: Request) -> Order | None:
    if body := await request.json():  # error: untyped-route-contract `request.json()`
        return place(body["item"])
    return None


@router.post("/event")
async def event(request: Request) -> Order:
    raw = await request.body()
    validate_event(raw, request.headers)
    return place(json.loads(raw)["item"])  # ok: what reads the bytes has checked them


@router.post("/signed-event")
async def signed_event(request: Request) -> Order:
    raw = await request.body()
    verify_signature(raw, request.headers)
    return place(json.loads(raw)["item"])  # error: untyped-route-contract `json.loads()`


@router.post("/rpc")
async def call(request: Request):
    body = await request.json()  # ok: JSON-RPC says what comes and goes
    return {"jsonrpc": "2.0", "id": body["id"], "result": place(body["params"])}


class Service:
    def place(self, body: dict, *, dry: bool = False) -> Order:
        return self.keep(entry=body)

    def keep(self, *, entry: dict) -> Order:
        return place(entry["item"])

    def check_and_place(self, body: dict) -> Order:
        return place(Order.model_validate(body))

    def forward(self, body: dict) -> Order:
        return place(body)


service = Service()


@router.post("/by-a-service")
async def by_a_service(request: Request) -> Order:
    body = await request.json()  # error: untyped-route-contract `request.json()`
    return service.place(body, dry=True)


@router.post("/by-a-checking-service")
async def by_a_checking_service(request: Request) -> Order:
    body = await request.json()  # ok: the service hands it to a model
    return service.check_and_place(body)


@router.post("/by-a-forwarding-service")
async def by_a_forwarding_service(request: Request) -> Order:
    body = await request.json()  # ok: nobody in the project takes anything from it
    return service.forward(body)


@router.post("/by-keyword")
async def by_keyword(request: Request) -> Order:
    return place(body=await request.json())  # missed: a body that is handed to something unresolved


class Orders:
    @staticmethod
    def place(body: dict) -> Order:
        return place(body["item"])

    @classmethod
    def add(cls, body: dict) -> Order:
        return place(body["item"])


@router.post("/by-a-static-method")
async def by_a_static_method(request: Request) -> Order:
    return Orders.place(await request.json())  # error: untyped-route-contract `request.json()`


@router.post("/by-a-class-method")
async def by_a_class_method(request: Request) -> Order:
    return Orders.add(await request.json())  # error: untyped-route-contract `request.json()`


@router.post("/hidden", include_in_schema=False)
async def hidden(payload: dict) -> Order:  # ok: not in the schema
    return place(payload["item"])


@router.post("/guarded")
@require_permission("orders")
async def guarded(request: Request) -> Order:
    body = await request.json()  # error: untyped-route-contract `request.json()`
    return place(body["item"])


@router.post("/decoded")
async def decoded(request: Request, raw: bytes) -> Order:
    raw = raw.decode()
    raw = await request.body()
    text = raw.decode()
    return place(json.loads(text)["item"])  # error: untyped-route-contract `json.loads()`


Tree = Optional["Tree"]


@router.post("/tree")
async def tree(branch: Tree, twig: Tree | None) -> Tree:  # ok: an alias of itself says nothing known
    return place((branch, twig))
