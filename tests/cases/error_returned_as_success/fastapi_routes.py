import json
from http import HTTPStatus

from fastapi import APIRouter, FastAPI, Request, Response, status
from fastapi.responses import HTMLResponse, JSONResponse, ORJSONResponse, PlainTextResponse
from pydantic import BaseModel
from shop.orders import Order, find, logger, ship

app = FastAPI()
router = APIRouter()


class ErrorResponse(BaseModel):
    message: str


class Outcome(BaseModel):
    success: bool
    order: int | None = None


class Conflict(JSONResponse):
    status_code = 409


class Plain(JSONResponse):
    media_type = "application/vnd.shop+json"


class OrderError(Exception):
    pass


@router.get("/flag")
async def flag(order_id: int):
    if not find(order_id):
        return {"ok": False, "order": order_id}  # error: error-returned-as-success `"ok": False`
    return {"ok": True, "order": order_id}


@router.get("/outcome")
async def outcome(order_id: int):
    if not find(order_id):
        return {"status": "error", "message": "no order"}  # error: error-returned-as-success `"status": "error"`
    return {"status": "ok"}


@router.get("/failed")
async def failed(order_id: int):
    if not find(order_id):
        return {"status": "failed", "message": "no order"}  # error: error-returned-as-success `"status": "failed"`
    return {"status": "ok"}


@router.get("/code")
async def code(order_id: int):
    if not find(order_id):
        return {"code": 404, "msg": "no order"}  # error: error-returned-as-success `"code": 404`
    return {"code": 200}


@router.get("/caught")
async def caught(order_id: int):
    try:
        return ship(order_id)
    except OrderError as problem:
        return {"message": str(problem)}  # error: error-returned-as-success `"message": …`


@router.get("/caught-in-text")
async def caught_in_text(order_id: int):
    try:
        return ship(order_id)
    except OrderError as problem:
        return {"detail": f"shipping: {problem}"}  # error: error-returned-as-success `"detail": …`


@router.get("/caught-bare")
async def caught_bare(order_id: int):
    try:
        return ship(order_id)
    except OrderError as problem:
        return str(problem)  # error: error-returned-as-success `str(problem)`


@router.get("/error-of-exception")
async def error_of_exception(order_id: int):
    try:
        return ship(order_id)
    except OrderError as problem:
        return {"order": order_id, "error": problem.args[0]}  # error: error-returned-as-success `"error": …`


@router.get("/message")
async def message(order_id: int):
    if not find(order_id):
        return {"message": "Order not found"}  # error: error-returned-as-success `"message": "Order not found"`
    return {"message": "Shipped"}


@router.get("/text")
async def text(order_id: int):
    if not find(order_id):
        return "Order does not exist"  # error: error-returned-as-success `"Order does not exist"`
    return "Shipped"


@router.get("/response")
async def made_response():
    return JSONResponse({"error": "no orders"})  # error: error-returned-as-success `"error": "no orders"`


@router.get("/content")
async def response_by_content():
    return ORJSONResponse(content={"error": "no orders"})  # error: error-returned-as-success `"error": "no orders"`


@router.get("/dumped")
async def response_of_text():
    return Response(json.dumps({"error": "no orders"}), media_type="application/json")  # error: error-returned-as-success `"error": "no orders"`


@router.get("/plain")
async def plain_text(order_id: int):
    if not find(order_id):
        return PlainTextResponse("Order not found")  # error: error-returned-as-success `"Order not found"`
    return PlainTextResponse("Shipped")


@router.get("/subclass")
async def subclass():
    return Plain({"error": "no orders"})  # error: error-returned-as-success `"error": "no orders"`


@router.get("/model")
async def error_model():
    return ErrorResponse(message="no orders")  # error: error-returned-as-success `ErrorResponse`


@router.get("/model-flag")
async def model_with_flag(order_id: int):
    if not find(order_id):
        return Outcome(success=False)  # error: error-returned-as-success `"success": False`
    return Outcome(success=True, order=order_id)


@router.get("/dict-call")
async def dict_call():
    return dict(error="no orders")  # error: error-returned-as-success `"error": "no orders"`


@router.get("/variable")
async def variable(order_id: int):
    result = {"error": "no orders"}
    logger.info(result)
    return result  # error: error-returned-as-success `"error": "no orders"`


@router.post("/created", status_code=201)
async def created(order_id: int):
    if not find(order_id):
        return {"error": "no order"}  # error: error-returned-as-success `"error": "no order"`
    return {"id": order_id}


@router.get("/tuple")
async def flask_style(order_id: int):
    if not find(order_id):
        return {"error": "no order"}, 404  # error: error-returned-as-success returned with status 200, since FastAPI sends the tuple as it is
    return {"id": order_id}


@router.get("/set-elsewhere")
async def set_in_another_branch(order_id: int, response: Response):
    if order_id < 0:
        response.status_code = 422
        return {"error": "negative"}  # ok: the status is set
    if not find(order_id):
        return {"error": "no order"}  # error: error-returned-as-success `"error": "no order"`
    return {"id": order_id}


@router.get("/tested")
async def tested(order_id: int):
    error = ship(order_id)
    if error:
        return {"error": error}  # error: error-returned-as-success `"error": …`
    return {"id": order_id}


@router.get("/matched")
async def matched(kind: str):
    match kind:
        case "open":
            return {"kind": kind}
        case _:
            return {"detail": "invalid kind"}  # error: error-returned-as-success `"detail": "invalid kind"`


@router.get("/looped")
async def looped(orders: str):
    for order in orders:
        if not find(order):
            return {"order": order, "error": f"no order {order}"}  # error: error-returned-as-success `"error": …`
    with logger.timer():
        return {"orders": orders}


@router.get("/status")
async def with_status():
    return JSONResponse({"error": "no orders"}, status_code=404)  # ok: the status says so


@router.get("/positional")
async def with_positional_status():
    return JSONResponse({"error": "no orders"}, status.HTTP_404_NOT_FOUND)  # ok: the status says so


@router.get("/chosen")
async def with_chosen_status():
    return JSONResponse({"error": "no orders"}, status_code=200)  # ok: 200 is said, not forgotten


@router.get("/at-the-route", status_code=HTTPStatus.GONE)
async def status_at_the_route():
    return {"error": "moved away"}  # ok: the route's status is 410


@router.get("/unknown-status", status_code=logger.status())
async def unknown_status_at_the_route():
    return {"error": "moved away"}  # ok: who knows the status


@router.get("/own-status")
async def response_with_own_status():
    return Conflict({"error": "twice"})  # ok: the class has its own status


@router.get("/set")
async def status_is_set(order_id: int, response: Response):
    if not find(order_id):
        response.status_code = status.HTTP_404_NOT_FOUND
    else:
        logger.info(order_id)
    return {"error": "no order"}  # ok: the status may have been set


@router.get("/set-on-variable")
async def status_is_set_on_variable():
    answer = JSONResponse({"error": "no orders"})
    answer.status_code = 404
    return answer  # ok: the status is set


@router.get("/no-error")
async def no_error(order_id: int):
    return {"order": order_id, "error": None}  # ok: there is none


@router.get("/empty")
async def empty_errors(order_id: int):
    return {"order": order_id, "errors": [], "success": True}  # ok: there is none


@router.get("/perhaps")
async def perhaps(order_id: int):
    order, error = ship(order_id)
    return {"order": order, "error": error}  # ok: perhaps there is none


@router.get("/computed")
async def computed(order_id: int):
    return {"success": bool(find(order_id))}  # ok: who knows


@router.get("/page")
async def page():
    return HTMLResponse("<p>Order not found</p>")  # ok: a page, no payload


@router.get("/news")
async def news():
    return {"message": "Failed to ship orders are listed below"}  # ok: no other way leads out of here


@router.get("/report")
async def order_state(order_id: int):
    order = find(order_id)
    if order.failed:
        return {"paid": False, "status": "failed", "order": order_id}  # ok: the order's state
    return {"paid": True, "status": "paid", "order": order_id}


@router.get("/job")
async def job(order_id: int):
    if not find(order_id):
        return {"status": "error"}  # ok: the state of a job
    return {"status": "pending"}


@router.get("/healthz")
async def healthz():
    return {"status": "error", "database": "down"}  # ok: a health report


@router.post("/mail/test")
async def try_mail():
    return {"success": False, "error": "no connection"}  # ok: a report on a trial


@router.post("/webhooks/shop")
async def receive(request: Request):
    return {"success": False}  # ok: the sender would send it again


@router.post("/rpc")
async def call(request: Request):
    return {"jsonrpc": "2.0", "error": {"code": -32601}}  # ok: JSON-RPC tells of errors so


@router.post("/query")
async def query(request: Request):
    return {"data": None, "errors": [{"message": "no field"}]}  # ok: GraphQL tells of errors so


@router.get("/raised")
async def raised(order_id: int) -> Order:
    raise OrderError({"error": "no order"})  # ok: raised


@app.websocket("/socket")
async def socket(websocket):
    return {"error": "closed"}  # ok: no HTTP answer


def helper():
    return {"error": "no order"}  # ok: no handler


@router.get("/built")
async def built(order_id: int):
    answer = {}
    answer["error"] = "no order"
    return answer  # missed: a payload that is filled after it was made


@router.get("/other-words")
async def other_words(order_id: int):
    if not find(order_id):
        return {"info": "Nothing here by that number"}  # missed: an error that only its words tell
    return {"info": order_id}


@router.post("/{order_id}/status")
async def update_status(order_id: int):
    return {"success": False}  # error: error-returned-as-success `"success": False`


@router.get("/{order_id}/state-of-things")
async def read_status(order_id: int):
    return {"success": False}  # ok: a report


@router.get("/translated")
async def translated(order_id: int):
    if not find(order_id):
        return {"error": _("no order")}  # error: error-returned-as-success `"error": …`
    return {"error": _(ship(order_id)), "finished": False}  # ok: perhaps there is none


@router.get("/as-text")
async def as_text(order_id: int):
    return {"error": str(ship(order_id)), "order": order_id}  # ok: perhaps there is none


@router.get("/attribute")
async def attribute(order_id: int):
    try:
        return ship(order_id)
    except OrderError as problem:
        return {"reason": problem.reason}  # error: error-returned-as-success `"reason": …`


@router.get("/described")
async def described(order_id: int):
    try:
        return ship(order_id)
    except OrderError as problem:
        return {"details": find(problem)}  # ok: what was found for it may be right


@router.post("/compile")
async def compile_script(script: str):
    return {"success": False, "line": 3}  # ok: a report on what was sent


@router.post("/graphql/orders")
async def orders_by_graphql():
    return {"errors": "no order"}  # ok: GraphQL tells of errors so


@router.get("/spread")
async def spread(options: dict[str, int]):
    return JSONResponse({"error": "no order"}, **options)  # ok: a status may be among the options


@router.get("/unpacked")
async def unpacked(parts: list[str]):
    return JSONResponse(*parts)  # ok: who knows


@router.get("/formatted")
async def formatted(order_id: int):
    if not find(order_id):
        return {"error": "no order {}".format(order_id)}  # error: error-returned-as-success `"error": …`
    return {"error": "no order %s" % order_id}  # error: error-returned-as-success `"error": …`


@router.get("/three")
async def three(order_id: int):
    return order_id, {"error": "no order"}, {}, {}  # ok: a list of four


@router.get("/failed-in-words")
async def failed_in_words(order_id: int):
    if not find(order_id):
        return {"message": "Shipping failed"}  # error: error-returned-as-success `"message": "Shipping failed"`
    return {"message": "Shipped"}


@router.get("/jobs/{order_id}")
async def read_job(order_id: int):
    job = find(order_id)
    if error := job["error"]:
        return {"status": "failed", "error": error}  # ok: what went wrong with the job
    if job.error:
        return {"status": "failed", "error": job.error}  # ok: likewise
    return {"status": "success"}


@router.get("/fragment")
async def fragment(order_id: int):
    if not find(order_id):
        return "<p>Order not found</p>"  # ok: a piece of a page
    return "<p>Order</p>"


@router.post("/payments")
async def pay(order_id: int):
    if find(order_id):
        return Outcome(success=True, status="requires_action")
    return Outcome(success=False, status="failed")  # ok: the state of a payment
