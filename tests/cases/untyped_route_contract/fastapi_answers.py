from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Dict, Generic, List, Optional, TypedDict, TypeVar, Union

from fastapi import APIRouter, FastAPI, Request, Response, WebSocket, status
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, StreamingResponse
from fastapi.templating import Jinja2Templates
from pydantic import BaseModel, RootModel

app = FastAPI()
router = APIRouter()
internal = APIRouter(include_in_schema=False)
pages = APIRouter(default_response_class=HTMLResponse)
templates = Jinja2Templates("templates")
T = TypeVar("T")


class User(BaseModel):
    name: str


class Users(RootModel[list[User]]):
    pass


class Page(BaseModel, Generic[T]):
    items: list[T]


class UserRow(TypedDict):
    name: str


@dataclass
class Count:
    count: int


class CsvResponse(Response):
    media_type = "text/csv"


def load(name: str = "") -> Any:
    raise NotImplementedError


@router.get("/none")
def nothing_said():  # error: untyped-route-contract no annotation says nothing of what `nothing_said` answers
    return {"name": "x"}


@router.get("/any")
def anything() -> Any:  # error: untyped-route-contract `-> Any`
    return load()


@router.get("/object")
def an_object() -> object:  # error: untyped-route-contract `-> object`
    return load()


@router.get("/dict")
def old_dict() -> Dict:  # error: untyped-route-contract `-> Dict`
    return load()


@router.get("/mapping")
def mapping() -> Mapping:  # error: untyped-route-contract `-> Mapping`
    return load()


@router.get("/list")
def bare_list() -> list:  # error: untyped-route-contract `-> list`
    return load()


@router.get("/list-of-dicts")
def list_of_dicts() -> List[dict]:  # error: untyped-route-contract `-> List[dict]`
    return load()


@router.get("/optional")
def optional_dict() -> Optional[dict]:  # error: untyped-route-contract `-> Optional[dict]`
    return load()


@router.get("/or-none")
def dict_or_none() -> dict | None:  # error: untyped-route-contract `-> dict | None`
    return load()


@router.get("/swallowed")
def swallowed() -> Union[User, Any]:  # error: untyped-route-contract `-> Union[User, Any]`
    return load()


@router.get("/quoted")
def quoted() -> "dict":  # error: untyped-route-contract `-> dict`
    return load()


@router.get("/annotated")
def annotated() -> Annotated[dict, "the totals"]:  # error: untyped-route-contract `-> Annotated[dict, the totals]`
    return load()


@router.get("/any-any")
def any_to_any() -> Dict[Any, Any]:  # error: untyped-route-contract `-> Dict[Any, Any]`
    return load()


@router.get("/model", response_model=dict)
def bare_model() -> User:  # error: untyped-route-contract `response_model=dict`
    return load()


@router.get("/any-model", response_model=Any)
def any_model():  # error: untyped-route-contract `response_model=Any`
    return load()


@app.get("/app")
async def on_the_app():  # error: untyped-route-contract no annotation
    return [1, 2, 3]


@router.get("/mixed")
def data_or_response(name: str):  # error: untyped-route-contract no annotation
    if not name:
        return RedirectResponse("/")
    return {"name": name}


@router.get("/unknown")
def from_elsewhere():  # error: untyped-route-contract no annotation
    return load().first()


@router.post("/created", status_code=201)
def created():  # error: untyped-route-contract no annotation
    return {"id": 1}


@router.get("/described", responses={404: {"model": User}})
def only_errors_described():  # error: untyped-route-contract no annotation
    return {"id": 1}


@router.get("/json", response_class=JSONResponse)
def json_class():  # error: untyped-route-contract no annotation
    return {"id": 1}


def added():  # error: untyped-route-contract no annotation
    return {"id": 1}


router.add_api_route("/added", added)


@router.get("/user")
def user() -> User:  # ok: a model
    return load()


@router.get("/response-model", response_model=User)
def by_response_model():  # ok: the model at the route
    return load()


@router.get("/response-model-any", response_model=User)
def typed_at_the_route() -> Any:  # ok: what the route says wins
    return load()


@router.get("/opted-out", response_model=None)
def opted_out():  # ok: said to have none
    return load()


@router.get("/users")
def users() -> Users:  # ok: a root model
    return load()


@router.get("/page")
def page() -> Page[User]:  # ok: a generic model
    return load()


@router.get("/list-of-users")
def list_of_users() -> list[User]:  # ok: a list of models
    return load()


@router.get("/row")
def row() -> UserRow:  # ok: a TypedDict names its fields
    return load()


@router.get("/count")
def count() -> Count:  # ok: a dataclass names its fields
    return load()


@router.get("/names")
def counts_by_name() -> dict[str, int]:  # ok: a mapping with known values
    return load()


@router.get("/open")
def open_mapping() -> dict[str, Any]:  # ok: reported only with `any-values`
    return load()


@router.get("/text")
def text() -> str:  # ok: a text
    return load()


@router.get("/raw")
def raw() -> Response:  # ok: a response of its own
    return load()


@router.get("/redirect")
def redirect():  # ok: a redirect has no payload
    return RedirectResponse("/")


@router.get("/html", response_class=HTMLResponse)
def html():  # ok: a page
    return "<p>hello</p>"


@pages.get("/html-by-default")
def html_by_default():  # ok: pages by the router's default
    return "<p>hello</p>"


@router.get("/template")
def template(request: Request):  # ok: a page from a template
    return templates.TemplateResponse(request, "page.html")


@router.get("/csv")
def csv():  # ok: a response class of the project
    return CsvResponse("a,b")


def streamed(name: str) -> StreamingResponse:
    return StreamingResponse(iter([name]))


@router.get("/stream")
def stream():  # ok: a helper makes the response
    return streamed("x")


def either(name: str):
    if name:
        return HTMLResponse(name)
    return RedirectResponse("/")


@router.get("/either")
def either_response(name: str):  # ok: the helper makes responses of two kinds
    return either(name)


@router.get("/login")
async def login(request: Request):  # ok: by its name the other side makes a redirect
    return await load().authorize_redirect(request)


@router.delete("/gone", status_code=status.HTTP_204_NO_CONTENT)
def gone():  # ok: nothing is sent
    return load()


@router.delete("/gone-too", status_code=HTTPStatus.NO_CONTENT)
def gone_too():  # ok: nothing is sent
    return load()


@router.post("/silent")
def silent():  # ok: it returns nothing
    load()


@router.get("/hidden", include_in_schema=False)
def hidden():  # ok: not in the schema
    return {"id": 1}


@internal.get("/internal")
def of_internal():  # ok: the whole router isn't
    return {"id": 1}


@router.get("/documented", responses={200: {"content": {"text/csv": {}}}})
def documented():  # ok: the answer is described
    return load()


@router.get("/documented-too", openapi_extra={"responses": {"200": {}}})
def documented_too():  # ok: the answer is described
    return load()


OPTIONS: dict[str, Any] = {"response_model": User}


@router.get("/options", **OPTIONS)
def with_options():  # ok: more is said than can be seen
    return load()


@router.head("/user")
def head():  # ok: no body
    return load()


@app.route("/starlette-style")
def outside_the_schema(request: Request):  # ok: such routes have no schema
    return load()


@router.websocket("/socket")
async def socket(websocket: WebSocket):  # ok: no answer
    await websocket.accept()


@router.get("/events")
async def events() -> AsyncIterator[User]:  # ok: a stream of models
    yield load()


@router.post("/any-redirect")
def any_redirect(name: str) -> Any:  # ok: all that it returns is a response, or nothing
    if name:
        return RedirectResponse("/")
    return None


quiet = FastAPI(openapi_url=None)


@quiet.get("/quiet")
def without_a_schema() -> dict:  # ok: the app publishes no schema
    return {}


class OwnTemplates(Jinja2Templates):
    def TemplateResponse(self, request, name):
        return super().TemplateResponse(request, name)


own_templates = OwnTemplates("templates")


@router.get("/own-template")
def own_template(request: Request):  # ok: by its name a method of the project makes a response
    return own_templates.TemplateResponse(request, "page.html")


@router.get("/changed")
async def changed_redirect(flow: Any = None):  # ok: what was a response is one still
    response = RedirectResponse("/")
    response = await flow.start(response)
    response.set_cookie("flow", "1")
    return response


@router.get("/either-way")
def either_way(name: str):  # ok: both are responses
    return RedirectResponse("/") if name else HTMLResponse("")


@router.get("/text-or-nothing")
def text_or_nothing(name: str):  # error: untyped-route-contract no annotation
    return f"hello {name}" if name else None


@router.get("/elements")
def elements(name: str):  # error: untyped-route-contract no annotation
    return sorted(load(name))


@router.get("/handed-back")
def handed_back(name: str):  # error: untyped-route-contract no annotation
    found = load(name)
    return found


@router.get("/no-content-by-value", status_code=HTTPStatus.NO_CONTENT.value)
def no_content_by_value():  # ok: nothing is sent
    return load()


@router.get("/computed-status", status_code=max(200, 201))
def computed_status():  # ok: who knows the status
    return load()


RESPONSES = {200: {"model": User}}


@router.get("/described-elsewhere", responses=RESPONSES)
def described_elsewhere():  # ok: more is said than can be seen
    return load()
