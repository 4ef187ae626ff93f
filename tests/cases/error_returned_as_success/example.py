from fastapi import APIRouter, HTTPException
from shop.orders import Order, PaymentError, find, pay

router = APIRouter(prefix="/orders")


@router.get("/{order_id}")
async def read_order(order_id: int) -> dict[str, str]:
    order = await find(order_id)
    if order is None:
        return {"error": "Order not found"}  # error: error-returned-as-success `"error": "Order not found"` is an error, and returned as a success: raise `HTTPException` with a 4xx or 5xx status
    return {"item": order.item}


@router.post("/{order_id}/payment")
async def pay_order(order_id: int) -> dict[str, bool]:
    try:
        await pay(order_id)
    except PaymentError:
        return {"success": False}  # error: error-returned-as-success `"success": False`
    return {"success": True}


@router.get("/{order_id}/right")
async def read_order_rightly(order_id: int) -> Order:
    order = await find(order_id)
    if order is None:
        raise HTTPException(404, "Order not found")  # ok: the status says so
    return order
