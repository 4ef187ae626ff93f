from fastapi import Request
from fastapi.templating import Jinja2Templates

from shop.crud import orders as crud

templates = Jinja2Templates("templates")


async def preview_invoice(request: Request, session, order_id: int) -> str:  # ok: templates want the request
    order = await crud.by_id(session, order_id)
    return templates.get_template("invoice.html").render({"request": request, "order": order})


def client_ip(request: Request) -> str:  # ok: reads the request and does nothing else
    return request.headers.get("x-forwarded-for", request.client.host)


async def audit(request: Request, session, action: str) -> None:  # error: http-concern-outside-transport `audit` takes a `Request`
    await crud.record(session, action, client_ip(request))
