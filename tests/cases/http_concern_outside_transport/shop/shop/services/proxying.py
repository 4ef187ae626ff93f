import httpx
from fastapi import Request, Response

from shop.crud import orders as crud


class Upstream:
    def __init__(self) -> None:
        self.client = httpx.AsyncClient(base_url="http://upstream")

    async def forward(self, request: Request, path: str) -> Response:  # ok: forwards requests, that is its job
        crud.validate(path)
        answer = await self.client.request(request.method, path, content=await request.body())
        return Response(answer.content, answer.status_code)
