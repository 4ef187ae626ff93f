from fastapi import APIRouter, HTTPException, Request, Response

from shop.services import orders

router = APIRouter()


@router.get("/orders/{order_id}")
async def read_order(request: Request, order_id: int) -> Response:  # ok: a handler
    try:
        return Response(str(await orders.find_order(request.state.session, order_id)))
    except LookupError as error:
        raise HTTPException(404) from error  # ok: this is where it belongs


def _page(request: Request) -> int:  # ok: a helper of the handlers
    return int(request.query_params["page"])


class CartService:
    def check(self, items: list[str]) -> None:
        if not items:
            raise HTTPException(400)  # missed: the module defines routes, so it is transport
