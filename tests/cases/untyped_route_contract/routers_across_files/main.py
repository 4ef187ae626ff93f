from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from routers import inner, outer, pages, router, seen


def make_app() -> FastAPI:
    app = FastAPI()
    app.include_router(router)
    app.include_router(seen, prefix="/seen")
    app.include_router(outer, include_in_schema=False)
    outer.include_router(inner)
    return app


def make_backoffice() -> FastAPI:
    backoffice = FastAPI(default_response_class=HTMLResponse, openapi_url=None)
    backoffice.include_router(pages)
    return backoffice


def make_twice() -> FastAPI:
    app = FastAPI()
    inner.include_router(outer)
    app.include_router()
    return app
