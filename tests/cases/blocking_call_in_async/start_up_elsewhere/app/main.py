from fastapi import FastAPI
from mcp.server.fastmcp import FastMCP

from app import health
from app.core import events
from app.core.database import Database, database
from app.core.lifespan import either, joined, prepare, start_and_stop
from app.core.mcp_life import mcp_life
from app.core.resources import Resources


def create_app(debug: bool) -> FastAPI:
    application = FastAPI(lifespan=start_and_stop, on_startup=[events.warm_up, *events.more()])
    application.add_event_handler("startup", database.connect)
    application.add_event_handler("shutdown", events.make_closer(application))
    application.on_event("startup")(events.called_as_function)
    application.include_router(health.router)
    return application


def create_others(debug: bool) -> list[FastAPI]:
    return [
        FastAPI(lifespan=joined(prepare)),
        FastAPI(lifespan=either if debug else prepare),
        FastAPI(lifespan=Resources("rates")),
        FastAPI(**{"lifespan": events.by_key}),
    ]


mcp = FastMCP("rates", lifespan=mcp_life)
app = create_app(debug=False)
spare = Database()
