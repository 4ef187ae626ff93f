import httpx
from starlette.exceptions import HTTPException


class PaymentClient:
    def __init__(self) -> None:
        self.http = httpx.AsyncClient()

    async def charge(self, order) -> None:
        answer = await self.http.post("https://pay.example/charges", json={"order": order.id})
        if answer.status_code == httpx.codes.PAYMENT_REQUIRED:
            raise HTTPException(status_code=402)  # error: http-concern-outside-transport `charge` raises `HTTPException`
        answer.raise_for_status()

    async def refund(self, order_id: int) -> None:
        answer = await self.http.delete(f"https://pay.example/charges/{order_id}")
        if answer.is_error:
            raise RuntimeError(answer.text)  # ok: an error of its own
