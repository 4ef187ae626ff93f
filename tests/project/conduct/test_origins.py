from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from backend_gates.project.conduct.origins import Origins, origins
from backend_gates.project.project import Project
from backend_gates.project.routes.handlers import handlers
from backend_gates.syntax import facts

Read = Callable[..., Origins]

FASTAPI = """
    from typing import Annotated, Optional
    from uuid import UUID
    import json
    from fastapi import APIRouter, BackgroundTasks, Depends, Request, Response
    from pydantic import BaseModel
    router = APIRouter()
    class Session: ...
    class Data(BaseModel): ...
    def get_session() -> Session: ...
    SessionDep = Annotated[Session, Depends(get_session)]
    Number = Annotated[int, "a number"]
    @router.post("/")
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Where the values of the only handler of a file come from."""

    def from_text(head: str, parameters: str, body: str = "pass") -> Origins:
        text = f"{dedent(head)}def view({parameters}):\n{indent(dedent(body), '    ')}\n"
        (tmp_path / "views.py").write_text(text, "utf-8")
        project = Project(tmp_path)
        module = project.modules.at("views.py")
        assert module is not None
        (handler,) = handlers(project, module)
        return origins(project, handler)

    return from_text


def name(identifier: str) -> facts.Name:
    return facts.Name(1, 1, 1, 1, identifier)


@pytest.mark.parametrize(
    ("parameter", "kinds"),
    [
        ("x: Request", {"transport"}),
        ("x: Optional[Response]", {"transport"}),
        ("x: BackgroundTasks", {"transport"}),
        ("x: Data", {"input"}),
        ("x: int = 1", {"input"}),
        ("x", {"input"}),
        ("x: Number", {"input"}),
        ("x: SessionDep", {"domain"}),
        ("x: Session = Depends(get_session)", {"domain"}),
        ("x=Depends(get_session)", {"domain"}),
        ("x: Annotated[UUID, Depends(get_session)]", {"domain"}),
        ("x: Annotated[UUID, str]", {"input"}),
        ("x: Session = print(1)", {"input"}),
    ],
)
def test_parameters_bring_what_their_declaration_says(
    read: Read, parameter: str, kinds: set[str]
) -> None:
    assert kinds == read(FASTAPI, parameter).kinds(name("x"))


def test_a_parameter_named_like_the_request_is_one_where_nothing_else_is_known(read: Read) -> None:
    head = "from flask import Flask\napp = Flask('x')\n@app.get('/')\n"
    assert {"transport"} == read(head, "request").kinds(name("request"))
    assert {"input"} == read(head, "request: int").kinds(name("request"))


def test_litestar_injects_by_name(read: Read) -> None:
    head = """
        from litestar import post
        class Users: ...
        class User: ...
        @post("/")
    """
    found = read(head, "users: Users, data: User, number: int, names: list[User]")
    kinds = {each: found.kinds(name(each)) for each in ("users", "data", "number", "names")}
    expected = {"users": {"domain"}, "data": {"input"}, "number": {"input"}, "names": {"input"}}
    assert expected == kinds


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("x = data.name", {"input"}),
        ("x = data.model_dump()['name']", {"input"}),
        ("x = str(data.name)", {"input"}),
        ("x = json.loads(data.text)", {"input"}),
        ("x = await request.json()", {"input"}),
        ("x = request.query_params", {"input"}),
        ("x = request.query_params.get('page')", {"input"}),
        ("x = request.method", {"transport"}),
        ("x = request.user", {"domain"}),
        ("x = Response(data.name)", {"transport"}),
        ("x = session.get(data.number)", {"domain", "input"}),
        ("x = service.load_all()", {"domain"}),
        ("x = load_all()", {"domain"}),
        ("x = normalise(data.name)", {"input"}),
        ("x = combine(session)", {"domain"}),
        ("x = module.Thing(1)", {"local"}),
        ("x = Data.model_validate(data)", {"local", "input"}),
        ("x = {'name': data.name}", {"input"}),
        ("x = [data.name, *session.names]", {"domain", "input"}),
        ("x = data.a + session.b", {"domain", "input"}),
        ("x = data.a if session.b else 1", {"input"}),
        ("x = f'{session.name}'", {"domain"}),
        ("x = [each.name for each in session.rows]", {"domain"}),
        ("x = (lambda: session)", set()),
        ("x = 1", set()),
        ("x = x", set()),
        ("(a, *x) = session.rows", {"domain"}),
        ("for x in session.rows: pass", {"domain"}),
        ("with session.begin() as x: pass", {"domain"}),
        ("if (x := session.row): pass", {"domain"}),
        ("x = 1\nx += session.count", {"domain"}),
        ("a = session.row\nx = a.name", {"domain"}),
        ("x.name = session.row", set()),
    ],
)
def test_locals_come_from_what_is_assigned(read: Read, body: str, kinds: set[str]) -> None:
    parameters = "data: Data, request: Request, session: SessionDep"
    assert kinds == read(FASTAPI, parameters, body).kinds(name("x"))


def test_only_what_stands_above_a_line_counts_before_it(read: Read) -> None:
    found = read(FASTAPI, "data: Data, session: SessionDep", "x = data.name\nx = session.name")
    (first, second) = found.assigned("x")
    assert {"input"} == found.before(second.line).kinds(name("x"))
    assert set() == found.before(first.line).kinds(name("x"))


def test_objects_and_collections_made_here_are_known(read: Read) -> None:
    body = """
        a = Data()
        b = [1]
        c = dict(x=1)
        d = session.get(1)
        e = Data()
        e = session.get(1)
        f = Data.build_default()
    """
    found = read(FASTAPI, "session: SessionDep", body)
    names = "abcdef"
    assert "abcf" == "".join(each for each in names if found.is_made_here(name(each)))
    assert "bc" == "".join(each for each in names if found.is_collection(name(each)))
    attribute = facts.Attribute(1, 1, 1, 1, name("a"), "b")
    assert not found.is_made_here(attribute)
    assert not found.is_collection(attribute)


def test_the_request_of_a_view_is_transport(read: Read) -> None:
    found = read(FASTAPI, "request: Request, session: SessionDep")
    own = facts.Attribute(1, 1, 1, 1, name("self"), "request")
    state = facts.Attribute(1, 1, 1, 1, name("request"), "state")
    user = facts.Attribute(1, 1, 1, 1, state, "user_agent")
    assert [True, True, True, False] == [
        found.is_transport(each) for each in (own, state, user, name("session"))
    ]


def test_flask_requests_are_input(read: Read) -> None:
    head = "from flask import Flask, request, session\napp = Flask('x')\n@app.get('/')\n"
    body = "x = request.get_json()\ny = session.get('user')"
    found = read(head, "", body)
    assert [{"input"}, {"input"}] == [found.kinds(name(each)) for each in "xy"]


FLASK = """
    from flask import Blueprint, make_response, request
    from shop import Order, make_query, is_ready, get_rows
    views = Blueprint("views", __name__)
    def tidy(text): return text.strip()
    @views.post("/")
"""


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        ("request.json", {"input"}),
        ("make_query(request.args)", {"input"}),
        ("is_ready(request)", {"input"}),
        ("get_rows(request)", {"domain"}),
        ("tidy(request.json)", {"input"}),
        ("make_response('')", {"transport"}),
    ],
)
def test_flask_keeps_the_request(read: Read, value: str, kinds: set[str]) -> None:
    assert kinds == read(FLASK, "number", f"x = {value}").kinds(name("x"))


def test_what_a_class_parses_from_the_request_is_made_here(read: Read) -> None:
    origins = read(FLASK, "number", "x = Order.parse(request.json)\ny = Order.load(get_rows())")
    assert origins.is_made_here(name("x"))
    assert not origins.is_made_here(name("y"))
