from answers import NOT_FOUND, answer, failure, problem, refused, respond, validate
from fastapi import APIRouter
from shop.orders import find

router = APIRouter()


@router.get("/failure")
async def by_helper(order_id: int):
    if not find(order_id):
        return failure("no order")  # error: error-returned-as-success `"success": False` is an error
    return {"id": order_id}


@router.get("/refused")
async def by_two_helpers(order_id: int):
    if not find(order_id):
        return refused("no order")  # error: error-returned-as-success `"success": False` is an error
    return {"id": order_id}


@router.get("/problem")
async def with_status(order_id: int):
    return problem("no order")  # ok: the helper gives it a status


@router.get("/answer")
async def of_either_kind(order_id: int):
    return answer(find(order_id), "no order")  # error: error-returned-as-success `"success": False` is an error


@router.get("/constant", status_code=NOT_FOUND)
async def status_by_name():
    return {"error": "no order"}  # ok: the route's status is a constant of another file


@router.get("/respond")
async def by_arguments(order_id: int):
    return respond(find(order_id) is not None)  # ok: what the helper is given decides


@router.get("/validated")
async def by_a_report(order_id: int):
    return validate(order_id)  # ok: the helper reports on what was sent


@router.get("/answer-again")
async def of_either_kind_again(order_id: int):
    return answer(find(order_id), "no order")  # ok: told once for each module


def guarded(order_id: int):
    try:
        return {"order": find(order_id)}
    except KeyError as problem:
        return {"error": str(problem)}  # error: error-returned-as-success `"error": …` is an error


@router.get("/guarded")
async def by_own_helper(order_id: int):
    return guarded(order_id)  # ok: told where it is made


@router.get("/guarded-again")
async def by_own_helper_again(order_id: int):
    return guarded(order_id)  # ok: told where it is made


def unused(order_id: int):
    return {"error": "no order"}  # ok: nobody sends it
