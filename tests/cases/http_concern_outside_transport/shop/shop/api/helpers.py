from fastapi import HTTPException, Request

from shop.crud import orders as crud


async def order_of(request: Request, order_id: int):  # ok: stands in the folder of the API
    order = await crud.by_id(request.state.session, order_id)
    if order is None:
        raise HTTPException(404)
    return order
