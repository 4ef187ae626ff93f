from fastapi import APIRouter, Request
from starlette.endpoints import HTTPEndpoint
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from orders.clients import fx
from orders.clients.fx import load_table
from orders.lifecycle import check_schema
from orders.lifecycle import load_rates, warm_caches
from orders.telemetry.tracing import audited_async, write_audit

router = APIRouter(prefix="/admin")


@router.post("/rates")
async def reload_rates() -> None:
    load_rates()  # error: blocking-call-in-async requests.get
    fx.load_table()  # error: blocking-call-in-async requests.get


@router.post("/rates/sync")
def reload_rates_in_the_thread_pool() -> None:
    load_rates()  # ok: a sync endpoint runs in a thread


@router.post("/schema")
async def schema() -> list[str]:
    return check_schema()  # error: blocking-call-in-async sqlalchemy.Inspector.get_table_names


@router.post("/caches")
@audited_async
async def caches() -> None:
    await warm_caches()  # ok: awaited


class Rates(HTTPEndpoint):
    def get(self, request: Request) -> Response:
        load_table()  # ok: a sync method of an endpoint runs in a thread
        return JSONResponse({})

    async def post(self, request: Request) -> Response:
        self.reload(request.url.path)  # error: blocking-call-in-async
        return JSONResponse({})

    def reload(self, path: str) -> None:
        write_audit(path)
        load_table()


def plain(request: Request) -> Response:
    load_table()  # ok: a sync endpoint runs in a thread
    return JSONResponse({})


routes = [Route("/admin/rates", Rates), Route("/admin/plain", plain)]
