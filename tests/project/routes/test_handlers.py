from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from types import MappingProxyType

import pytest

from backend_gates.project.project import Project
from backend_gates.project.routes.handlers import Handler, handlers

Found = Callable[..., list[Handler]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """The handlers of `views.py`, beside the other files of a project, by their text."""

    def find(views: str, others: Mapping[str, str] = MappingProxyType({})) -> list[Handler]:
        for name, text in {"views.py": views, **others}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), "utf-8")
        project = Project(tmp_path)
        module = project.modules.at("views.py")
        assert module is not None
        return list(handlers(project, module))

    return find


def names(found: list[Handler]) -> list[str]:
    return [handler.scope.name for handler in found]


@pytest.mark.parametrize(
    ("made", "decorator", "framework", "kind"),
    [
        ("from fastapi import FastAPI as F\nx = F()", "x.get('/')", "fastapi", "http"),
        ("import fastapi\nx = fastapi.APIRouter()", "x.api_route('/')", "fastapi", "http"),
        ("from fastapi.routing import APIRouter\nx = APIRouter()", "x.put(P)", "fastapi", "http"),
        ("import fastapi\nx = fastapi.APIRouter()", "x.websocket('/')", "fastapi", "websocket"),
        ("from starlette.routing import Router\nx = Router()", "x.route('/')", "starlette", "http"),
        ("from flask import Flask\nx = Flask('x')", "x.route('/')", "flask", "http"),
        ("from flask import Blueprint\nx = Blueprint('x', 'x')", "x.post('/')", "flask", "http"),
        ("from quart import Quart\nx = Quart('x')", "x.websocket('/')", "quart", "websocket"),
        ("from sanic import Blueprint\nx = Blueprint('x')", "x.get('/')", "sanic", "http"),
        ("from aiohttp import web\nx = web.RouteTableDef()", "x.get('/')", "aiohttp", "http"),
        ("from litestar import get as x", "x('/')", "litestar", "http"),
        ("from litestar import websocket_listener as x", "x('/')", "litestar", "websocket"),
        ("from flask_appbuilder import expose as x", "x('/')", "flask-appbuilder", "http"),
        ("from ninja import Router\nx = Router()", "x.get('/')", "django-ninja", "http"),
        ("from mcp.server.fastmcp import FastMCP\nx = FastMCP('x')", "x.tool()", "mcp", "tool"),
        ("from fastmcp import FastMCP\nx = FastMCP('x')", "x.tool", "fastmcp", "tool"),
        ("from library import app as x_app", "x_app.get('/')", "", "http"),
        ("x_router = unknown()", "x_router.delete('/{number}')", "", "http"),
        ("x_router = unknown()", "x_router.delete(path='/')", "", "http"),
        ("x_router = unknown()", "x_router.delete(f'{P}/x')", "", "http"),
        ("from flask_sock import Sock\nx = Sock()", "x.route('/')", "flask-sock", "websocket"),
    ],
)  # fmt: skip
def test_decorators_make_handlers(
    found: Found, made: str, decorator: str, framework: str, kind: str
) -> None:
    (handler,) = found(f"{made}\nP = '/'\n@{decorator}\ndef view(): ...\n")
    assert ("view", framework, kind) == (handler.scope.name, handler.framework, handler.kind)
    assert "views.py" == handler.path
    assert len(made.splitlines()) + 2 == handler.place.line


@pytest.mark.parametrize(
    ("made", "decorator"),
    [
        ("import httpx\nclient = httpx.Client()", "client.get('/')"),
        ("from unittest import mock as app", "app.patch('x')"),
        ("class Router:\n    def get(self, path): ...\nrouter = Router()", "router.get('/')"),
        ("import redis\nrouter = redis.Redis()", "router.get('/')"),
        ("x = unknown()", "x.get('/')"),
        ("router = unknown()", "router.get(PATH)"),
        ("router = unknown()", "router.get"),
        ("router = unknown()", "router.get('topic')"),
        ("router = unknown()", "router.on('/')"),
        ("router = unknown()", "router.get()"),
        ("", "x.mapping.patch"),
        ("def x(): ...", "x.other.patch"),
        ("from fastapi import FastAPI\nx = FastAPI()", "x.middleware('http')"),
        ("from fastapi import FastAPI\nx = FastAPI()", "x.exception_handler(404)"),
        ("from flask import Flask\nx = Flask('x')", "x.before_request"),
        ("from litestar.params import get as x", "x.y('/')"),
        ("", "property"),
    ],
)
def test_other_decorators_dont(found: Found, made: str, decorator: str) -> None:
    assert [] == found(f"{made}\n@{decorator}\ndef view(): ...\n")


def test_routers_are_known_through_subclasses_and_other_files(found: Found) -> None:
    views = """
        import rooms
        from rooms import public, users as people

        @people.get("/")
        def one(): ...

        @public.get("/")
        def two(): ...

        @rooms.users.post("/")
        def three(): ...
    """
    package = """
        from .base import users
        from .made import public
    """
    base = """
        from fastapi import APIRouter
        class Users(APIRouter): ...
        class Admins(Users): ...
        users = Admins()
    """
    made = """
        from fastapi import APIRouter as Base
        def make(kind) -> type[Base]:
            class Own(Base): ...
            return Own
        Public = make(1)
        public = Public()
    """
    others = {"rooms/__init__.py": package, "rooms/base.py": base, "rooms/made.py": made}
    assert ["one", "two", "three"] == names(found(views, others))


def test_a_method_handed_to_another_decorator_counts(found: Found) -> None:
    views = """
        from fastapi import APIRouter
        from guards import protected
        router = APIRouter()

        @protected(router.get, "/", ["read"])
        def view(): ...

        @protected(print, "/")
        def other(): ...
    """
    assert ["view"] == names(found(views))


@pytest.mark.parametrize(
    ("base", "method", "framework"),
    [
        ("flask.views.MethodView", "get", "flask"),
        ("flask_restful.Resource", "post", "flask-restful"),
        ("flask_restx.Resource", "put", "flask-restx"),
        ("django.views.View", "post", "django"),
        ("django.views.generic.TemplateView", "get", "django"),
        ("rest_framework.views.APIView", "patch", "django-rest-framework"),
        ("rest_framework.viewsets.ModelViewSet", "partial_update", "django-rest-framework"),
        ("starlette.endpoints.HTTPEndpoint", "get", "starlette"),
        ("starlette.endpoints.WebSocketEndpoint", "on_receive", "starlette"),
        ("aiohttp.web.View", "delete", "aiohttp"),
        ("sanic.views.HTTPMethodView", "get", "sanic"),
        ("quart.views.MethodView", "get", "quart"),
        ("channels.generic.websocket.AsyncJsonWebsocketConsumer", "receive_json", "channels"),
        ("shop_pb2_grpc.OrdersServicer", "Place", "grpc"),
        ("shop_grpc.OrdersBase", "Place", "grpclib"),
        ("allauth.account.views.SignupView", "post", "django"),
        ("rest_framework_nested.viewsets.NestedViewSet", "list", "django-rest-framework"),
    ],
)
def test_views_answer_by_their_methods(
    found: Found, base: str, method: str, framework: str
) -> None:
    views = f"""
        import {base.rpartition(".")[0]}

        class Base({base}): ...

        class Own(Base):
            def {method}(self): ...
            def _helper(self): ...
    """
    (handler,) = found(views)
    assert (f"Own.{method}", framework) == (handler.scope.name, handler.framework)


def test_other_classes_are_no_views(found: Found) -> None:
    views = """
        from library import Base
        class Own(Base):
            def get(self): ...
        class Free:
            def get(self): ...
        def get(): ...
    """
    assert [] == found(views)


def test_a_servicer_generated_in_the_project_counts(found: Found) -> None:
    views = """
        import shop_pb2_grpc
        class Orders(shop_pb2_grpc.OrdersServicer):
            def Place(self, request, context): ...
    """
    generated = "class OrdersServicer(object):\n    def Place(self, request, context): ...\n"
    assert ["Orders.Place"] == names(found(views, {"shop_pb2_grpc.py": generated}))


@pytest.mark.parametrize(
    "registration",
    [
        "from fastapi import FastAPI\nFastAPI().add_api_route('/', {})",
        "from fastapi import APIRouter\nx = APIRouter()\nx.add_api_route('/', endpoint={})",
        "from starlette.routing import Route as R\nroutes = [R('/', {})]",
        "import starlette.routing as r\nroutes = [r.Route('/', {})]",
        "from starlette.routing import WebSocketRoute\nroutes = [WebSocketRoute('/', {})]",
        "from flask import Flask\nx = Flask('x')\nx.add_url_rule('/', 'name', {})",
        "from flask import Blueprint\ndef f(x: Blueprint):\n    x.add_url_rule('/', view_func={})",
        "from aiohttp import web\nx = web.Application()\nx.add_routes([web.get('/', {})])",
        "def setup(app):\n    app.router.add_get('/', {})",
        "from aiohttp import web\nx = web.Application()\nx.router.add_route('GET', '/', {})",
        "from sanic import Sanic\nx = Sanic('x')\nx.add_route({}, '/')",
        "def setup(app):\n    add = app.router.add_route\n    add('GET', '/', {})",
        "def setup(cors, app):\n    x = cors.add(app.router)\n    x.add_route('GET', {})",
        "from aiohttp import web\nroutes = [web.route('GET', '/', {})]",
        "from fastapi import APIRouter\nx = APIRouter()\nP = x.get('/')({})",
        "def setup(app, base):\n    app.add_url_rule(rule=base, view_func={})",
        "from mcp.server.fastmcp import FastMCP\nx = FastMCP('x')\nx.add_tool({})",
        "from django.urls import path\nurlpatterns = [path('x/', {})]",
        "from django.urls import re_path\nurlpatterns = [re_path('x', view={})]",
        "from django.urls import path\nfrom x import y\nurlpatterns = [path('x/', y({}))]",
    ],
)
def test_registered_functions_are_handlers(found: Found, registration: str) -> None:
    text = "def view(): ...\ndef other(): ...\n"
    (here,) = found(text + registration.format("view"))
    assert ("view", "views.py") == (here.scope.name, here.path)
    (there,) = found(text, {"urls.py": "import views\n" + registration.format("views.view")})
    assert ("view", "urls.py") == (there.scope.name, there.path)


@pytest.mark.parametrize(
    "registration",
    [
        "import os\nos.path('x', view)",
        "from django.urls import path\npath('x')",
        "from django.urls import path\npath('x', missing)",
        "from django.urls import path\nfrom x import view\npath('x', view)",
        "store.add_get('/', view)",
        "app.router.add_get(1, view)",
        "add_get('/', view)",
        "add = 1\nadd_get = add\nadd_get('/', view)",
        "app.router.add_route('GET', view())",
        "store.add_route('x', view)",
        "store.make('/')(view)",
        "def setup(app, make):\n    app.router.add_get('/', make(1))",
        "from library import Router\nx = Router()\nx.add_route(view, '/')",
    ],
)
def test_other_calls_register_nothing(found: Found, registration: str) -> None:
    assert [] == found(f"def view(): ...\n{registration}\n")


def test_any_urls_file_registers(found: Found) -> None:
    urls = """
        from django.urls import path
        from views import view
        urlpatterns = [path("x/", view)]
    """
    (handler,) = found("def view(): ...\n", {"shop/site/urls.py": urls})
    assert "shop/site/urls.py" == handler.path


def test_a_handler_extends_another(found: Found) -> None:
    views = """
        from rest_framework import decorators, viewsets
        class Orders(viewsets.GenericViewSet):
            @decorators.action(detail=True)
            def lines(self, request): ...
            @lines.mapping.post
            def add_line(self, request): ...
    """
    assert ["Orders.lines", "Orders.add_line"] == names(found(views))


def test_what_a_function_makes_is_the_handler(found: Found) -> None:
    views = """
        def make(service):
            def endpoint():
                return service
            def other(): ...
            return endpoint

        def plain(service):
            return service

        def register(app, service):
            app.router.add_get("/", make(service))
            app.router.add_get("/", plain(service))
    """
    assert ["make.endpoint"] == names(found(views))[:1]
    assert "make.other" not in names(found(views))
