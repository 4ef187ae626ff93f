from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from types import MappingProxyType

import pytest

from backend_gates.project.project import Project

Found = Callable[..., list[str]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """The names of the functions of `service.py` that the loop runs, beside other files."""

    def find(service: str, others: Mapping[str, str] = MappingProxyType({})) -> list[str]:
        for name, text in {"service.py": service, **others}.items():
            (tmp_path / name).write_text(dedent(text), "utf-8")
        project = Project(tmp_path)
        module = project.modules.at("service.py")
        assert module is not None
        return [scope.name for scope in project.loop_functions(module)]

    return find


@pytest.mark.parametrize(
    ("made", "decorator"),
    [
        ("from sanic import Sanic\nx = Sanic('x')", "x.get('/')"),
        ("from sanic import Sanic\nx = Sanic('x')", "x.middleware('request')"),
        ("from sanic import Blueprint\nx = Blueprint('x')", "x.on_response"),
        ("from litestar import get as x", "x('/')"),
        ("from litestar import get as x", "x('/', sync_to_thread=False)"),
        ("from aiohttp import web\nx = web.RouteTableDef()", "x.get('/')"),
        ("from mcp.server.fastmcp import FastMCP\nx = FastMCP('x')", "x.tool()"),
        ("import socketio\nx = socketio.AsyncServer()", "x.event"),
        ("import socketio\nx = socketio.AsyncServer()", "x.on('message')"),
    ],
)
def test_the_loop_runs_a_def_of(found: Found, made: str, decorator: str) -> None:
    assert ["handle"] == found(f"{made}\n@{decorator}\ndef handle(request): ...\n")


@pytest.mark.parametrize(
    ("made", "decorator"),
    [
        ("from fastapi import FastAPI\nx = FastAPI()", "x.get('/')"),
        ("from starlette.routing import Router\nx = Router()", "x.route('/')"),
        ("from quart import Quart\nx = Quart('x')", "x.route('/')"),
        ("from flask import Flask\nx = Flask('x')", "x.route('/')"),
        ("from litestar import get as x", "x('/', sync_to_thread=True)"),
        ("from litestar import websocket_listener as x", "x('/')"),
        ("from mcp.server.mcpserver import MCPServer\nx = MCPServer('x')", "x.tool()"),
        ("from fastmcp import FastMCP\nx = FastMCP('x')", "x.tool"),
        ("import socketio\nx = socketio.Server()", "x.event"),
        ("import sanic\nx = make()", "x.middleware"),
        ("import asyncio", "staticmethod"),
    ],
)
def test_another_thread_or_nobody_runs_a_def_of(found: Found, made: str, decorator: str) -> None:
    assert [] == found(f"{made}\n@{decorator}\ndef handle(request): ...\n")


def test_coroutine_functions_are_found_wherever_they_stand(found: Found) -> None:
    assert ["A.b", "c.d"] == found(
        """
        class A:
            async def b(self): ...

        def c():
            async def d(): ...
        """
    )


@pytest.mark.parametrize(
    ("base", "method"),
    [
        ("asyncio.Protocol", "data_received"),
        ("asyncio.DatagramProtocol", "datagram_received"),
        ("asyncio.SubprocessProtocol", "process_exited"),
        ("socketio.AsyncNamespace", "on_message"),
        ("tornado.web.RequestHandler", "get"),
        ("tornado.websocket.WebSocketHandler", "on_message"),
        ("sanic.views.HTTPMethodView", "post"),
    ],
)
def test_the_loop_calls_methods_of_its_libraries(found: Found, base: str, method: str) -> None:
    package = base.rpartition(".")[0]
    own = f"import {package}\nclass Own({base}):\n"
    assert [f"Own.{method}"] == found(
        f"{own}    def {method}(self, *given): ...\n    def helper(self): ...\n"
    )


@pytest.mark.parametrize("base", ["socketio.Namespace", "object", "asyncio.Lock"])
def test_methods_of_the_same_name_in_other_classes_are_not_called(found: Found, base: str) -> None:
    service = f"import asyncio, socketio\nclass Own({base}):\n    def on_message(self): ...\n"
    assert [] == found(service)


def test_a_protocol_of_the_project_is_one_too(found: Found) -> None:
    service = """
        import asyncio
        from base import Base

        class Own(Base):
            def connection_made(self, transport): ...
        """
    base = "import asyncio\nclass Base(asyncio.Protocol): ...\n"
    assert ["Own.connection_made"] == found(service, {"base.py": base})


def test_a_handler_that_a_decorator_has_run_in_a_thread_is_not_on_the_loop(found: Found) -> None:
    service = """
        from tornado.concurrent import run_on_executor
        from tornado.web import RequestHandler

        class Own(RequestHandler):
            @run_on_executor
            def get(self): ...

            @run_on_executor(executor="pool")
            def post(self): ...
        """
    assert [] == found(service)


def test_handlers_that_another_file_registers_are_found(found: Found) -> None:
    service = "from aiohttp import web\ndef index(request): ...\ndef other(request): ...\n"
    routes = """
        from aiohttp import web
        from service import index

        app = web.Application()
        app.router.add_get("/", index)
        """
    assert ["index"] == found(service, {"routes.py": routes})


RESOLVERS = """
    import strawberry
    from ariadne import QueryType

    query = QueryType()

    @strawberry.type
    class Query:
        @strawberry.field
        def user(self) -> str: ...

        @strawberry.field(description="")
        def order(self) -> str: ...

        def helper(self) -> str: ...

    @query.field("rates")
    def rates(_, info): ...
    """


@pytest.mark.parametrize(
    ("served", "expected"),
    [
        ("from strawberry.fastapi import GraphQLRouter", ["Query.user", "Query.order"]),
        ("from strawberry.flask.views import GraphQLView", []),
        ("import strawberry.asgi, strawberry.flask", []),
        ("from ariadne.asgi import GraphQL", ["rates"]),
        ("from ariadne.wsgi import GraphQL", []),
        ("", []),
    ],
)
def test_resolvers_run_where_they_are_served(
    found: Found, served: str, expected: list[str]
) -> None:
    assert expected == found(RESOLVERS, {"main.py": served})


def test_only_what_the_first_sdk_made_is_a_tool_on_the_loop(found: Found) -> None:
    service = """
        from mcp.server import Server
        from mcp.server.fastmcp import Context
        from fastmcp import FastMCP

        server, fast = Server("x"), None
        server = Server("x")

        @server.call_tool()
        def call(name): ...

        @unknown
        def other(name): ...
        """
    assert [] == found(service)


def test_the_loop_runs_functions_whole_and_what_others_hand_to_it(tmp_path: Path) -> None:
    text = """
        import asyncio

        class Worker:
            def __init__(self):
                self.loop = asyncio.get_event_loop()

            def start(self):
                self.loop.call_later(5, self.poll)

            def poll(self): ...

            async def run(self):
                self.poll()
        """
    (tmp_path / "service.py").write_text(dedent(text), "utf-8")
    project = Project(tmp_path)
    module = project.modules.at("service.py")
    assert module is not None
    runs = {scope.name: list(steps) for scope, steps in project.on_the_loop(module)}
    assert ["Worker.start", "Worker.run"] == [name for name, steps in runs.items() if steps]
    assert "called" == runs["Worker.start"][0].role
