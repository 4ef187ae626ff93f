from fastapi import APIRouter, Depends, HTTPException
from shop.orders import Order, OrderService, Orders, load_order

router = APIRouter(prefix="/orders")


@router.post("/{order_id}/discount")
async def apply_discount(order: Order = Depends(load_order), orders: Orders = Depends(Orders)) -> Order:  # error: business-logic-in-route-handler `apply_discount` holds business logic: it decides what happens (lines 9, 11), computes (lines 10, 12) and changes domain objects (lines 10, 12); move lines 9–12 into a service function
    if order.customer.is_loyal:
        order.discount = order.total * 0.1
    elif order.total > 500:
        order.discount = order.total * 0.05
    await orders.save(order)
    return order


@router.post("/{order_id}/cancel")
async def cancel(order: Order = Depends(load_order), service: OrderService = Depends()) -> Order:
    if order.is_shipped:  # ok: a guard that raises
        raise HTTPException(409, "The order is on its way.")
    return await service.cancel(order)
