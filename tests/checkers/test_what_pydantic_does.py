"""What the check says of a validator is what pydantic does with it: both get the same source."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import sys
import warnings
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from pydantic import ValidationError, create_model
from pydantic.errors import PydanticUserError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from backend_gates import checkers
from backend_gates.run import Run, Task, report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request

pytestmark = pytest.mark.filterwarnings("ignore:Pydantic V1 style", "ignore:Valid config keys")

OLD = pytest.mark.skipif(sys.version_info >= (3, 14), reason="pydantic.v1 ends before 3.14")

HEAD = """\
from typing import Annotated, Any, ClassVar, Optional

from pydantic import (
    AfterValidator, BaseModel, BeforeValidator, PlainValidator, PrivateAttr, ValidationError,
    WrapValidator, computed_field, field_validator, model_validator, root_validator, validator,
)
from pydantic.dataclasses import dataclass
from starlette.exceptions import HTTPException


class Order(BaseModel):
    name: str = "given"
"""
V1_HEAD = """\
from typing import Optional

from pydantic.v1 import BaseModel, PrivateAttr, root_validator, validator


class Order(BaseModel):
    name: str = "given"
"""


class Told:
    """What the check says of a source, and the module that pydantic makes of it."""

    def __init__(self, folder: Path, source: str) -> None:
        self.file = folder / f"app_{abs(hash(source))}.py"
        self.file.write_text(source, "utf-8")
        checker = checkers.load("broken-validator")
        task = Task(checker, checker.options(), frozenset([self.file.name]))
        found = report(Run((task,), folder))
        self.messages = [finding.message for finding in found.findings]

    def says(self, *texts: str) -> bool:
        """Whether there is one finding for each of the texts."""
        return len(texts) == len(self.messages) and all(
            text in message for text, message in zip(texts, self.messages, strict=True)
        )

    @property
    def module(self) -> Any:  # noqa: ANN401  whatever the source defines
        spec = importlib.util.spec_from_file_location(self.file.stem, self.file)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[self.file.stem] = module  # where pydantic looks for annotations
        try:
            spec.loader.exec_module(module)
        finally:
            del sys.modules[self.file.stem]
        return module

    @property
    def order(self) -> Any:  # noqa: ANN401  likewise
        return self.module.Order


Tell: TypeAlias = "Callable[..., Told]"


@pytest.fixture
def told(tmp_path: Path) -> Tell:
    def tell(*parts: str, head: str = HEAD) -> Told:
        body = "\n".join(f"    {line}" for part in parts for line in part.split("\n"))
        return Told(tmp_path, f"{head}{body}\n")

    return tell


FORGETFUL = "def check(cls, value):\n    value.strip()"


def decorated(decorator: str, function: str = FORGETFUL, between: str = "@classmethod\n") -> str:
    return f"{decorator}\n{between}{function}"


# A value that is lost.


def test_after_a_value_becomes_none(told: Tell) -> None:
    said = told(decorated('@field_validator("name")'))
    assert said.says("`name` silently becomes None")
    assert said.order(name="a").name is None


@pytest.mark.parametrize("mode", ["wrap", "plain"])
def test_a_wrapped_value_becomes_none(told: Tell, mode: str) -> None:
    handler = ", handler" if mode == "wrap" else ""
    function = f"def check(cls, value{handler}):\n    print(value)"
    said = told(decorated(f'@field_validator("name", mode="{mode}")', function))
    assert said.says("`name` silently becomes None")
    assert said.order(name="a").name is None


def test_before_none_is_validated(told: Tell) -> None:
    said = told(decorated('@field_validator("name", mode="before")'))
    assert said.says("takes None for what was sent")
    with pytest.raises(ValidationError, match="input_value=None"):
        said.order(name="a")


@pytest.mark.parametrize("kind", ["After", "Plain"])
def test_a_function_in_annotated(told: Tell, kind: str) -> None:
    source = HEAD.replace("class Order", "def check(value):\n    print(value)\n\n\nclass Order")
    said = told(f'label: Annotated[str, {kind}Validator(check)] = "x"', head=source)
    assert said.says("silently becomes None")
    assert said.order(label="a").label is None


def test_one_path_is_enough(told: Tell) -> None:
    body = "def check(cls, value):\n    if value.isupper():\n        return value"
    said = told(decorated('@field_validator("name")', body))
    assert said.says("falls off its end")
    assert "A" == said.order(name="A").name
    assert said.order(name="a").name is None


def test_none_stays_none(told: Tell) -> None:
    body = "def check(cls, value):\n    if value is not None:\n        return value.strip()"
    said = told("note: Optional[str] = None", decorated('@field_validator("note")', body))
    assert said.says()
    assert "a" == said.order(note=" a").note
    assert said.order(note=None).note is None


@pytest.mark.filterwarnings("ignore:A custom validator is returning")
def test_a_model_that_is_not_returned(told: Tell) -> None:
    said = told('@model_validator(mode="after")\ndef check(self):\n    assert self.name')
    assert said.says("return self on every path")
    order = said.order
    assert "a" == order(name="a").name  # the constructor alone gives what it has made
    assert order.model_validate({"name": "a"}) is None
    parcel = create_model("Parcel", order=(order, ...))
    assert {"order": None} == dict(parcel.model_validate({"order": {"name": "a"}}))


@pytest.mark.filterwarnings("ignore:A custom validator is returning")
def test_a_model_that_becomes_true(told: Tell) -> None:
    said = told('@model_validator(mode="after")\ndef check(self):\n    return True')
    assert said.says("doesn't return `self`")
    assert said.order.model_validate({"name": "a"}) is True


def test_data_that_is_not_returned(told: Tell) -> None:
    said = told(decorated('@model_validator(mode="before")', "def check(cls, data):\n    pass"))
    assert said.says("gets None in place of the data")
    with pytest.raises(ValidationError, match="input_value=None"):
        said.order(name="a")


def test_a_wrapped_model_that_is_not_returned(told: Tell) -> None:
    body = "def check(cls, data, handler):\n    handler(data)"
    said = told(decorated('@model_validator(mode="wrap")', body))
    assert said.says("return what the handler gives")
    assert said.order.model_validate({"name": "a"}) is None


def test_a_coroutine_function(told: Tell) -> None:
    body = "async def check(cls, value):\n    return value"
    said = told(decorated('@field_validator("name")', body))
    assert said.says("becomes a coroutine")
    coroutine = said.order(name="a").name
    assert asyncio.iscoroutine(coroutine)
    coroutine.close()


@OLD
def test_a_value_of_version_1(told: Tell) -> None:
    said = told(decorated('@validator("name")', between=""), head=V1_HEAD)
    assert said.says("`name` silently becomes None")
    assert said.order(name="a").name is None


@OLD
@pytest.mark.parametrize("arguments", ["", "(pre=True)"])
def test_a_model_of_version_1(told: Tell, arguments: str) -> None:
    body = "def check(cls, values):\n    print(values)"
    said = told(decorated(f"@root_validator{arguments}", body, ""), head=V1_HEAD)
    assert said.says("fails with a TypeError or AttributeError")
    with pytest.raises((TypeError, AttributeError)):
        said.order(name="a")


# A validator that never runs.

RAISING = "def check(cls, value):\n    raise ValueError"


def test_a_field_that_is_not_there(told: Tell) -> None:
    said = told(decorated('@field_validator("nmae")', RAISING))
    assert said.says("did you mean 'name'?")
    with pytest.raises(PydanticUserError, match="incorrect fields"):
        _ = said.order


def test_a_computed_field_is_not_validated(told: Tell) -> None:
    computed = "@computed_field\n@property\ndef size(self) -> int:\n    return 2"
    said = told(computed, decorated('@field_validator("size")', RAISING))
    assert said.says("`size` is a computed field of `Order`")
    assert 2 == said.order(name="a").size


def test_a_private_attribute_is_not_validated(told: Tell) -> None:
    validator = decorated('@field_validator("_size", check_fields=False)', RAISING)
    said = told("_size: int = PrivateAttr(2)", validator)
    assert said.says("`_size` is a private attribute of `Order`")
    assert 2 == said.order(name="a")._size  # noqa: SLF001  the one that is not validated


def test_a_class_variable_is_not_validated(told: Tell) -> None:
    said = told("size: ClassVar[int] = 2", decorated('@field_validator("size")', RAISING))
    assert said.says("`size` is a class variable of `Order`")
    with pytest.raises(PydanticUserError, match="incorrect fields"):
        _ = said.order


def test_a_dataclass_has_no_such_field(told: Tell) -> None:
    head = HEAD.replace("class Order(BaseModel)", "@dataclass\nclass Order")
    said = told(decorated('@field_validator("size")', RAISING), head=head)
    assert said.says("`Order` has no field `size`")
    assert "a" == said.order(name="a").name


def test_a_classmethod_above_hides_it(told: Tell) -> None:
    said = told(f'@classmethod\n@field_validator("name")\n{RAISING}')
    assert said.says("put it below")
    assert "a" == said.order(name="a").name


@pytest.mark.parametrize("between", ["", "@classmethod\n"])
def test_a_classmethod_below_may_be_left_out(told: Tell, between: str) -> None:
    body = "def check(cls, value):\n    return value.strip()"
    said = told(decorated('@field_validator("name")', body, between))
    assert said.says()
    assert "a" == said.order(name=" a ").name


def test_there_is_no_self_yet(told: Tell) -> None:
    body = "def check(self, value):\n    return value"
    said = told(decorated('@field_validator("name")', body, ""))
    assert said.says("takes `self`")
    with pytest.raises(PydanticUserError, match="instance methods"):
        _ = said.order


def test_self_is_the_data(told: Tell) -> None:
    body = 'def check(self, data):\n    return {"name": f"{self} {type(data).__name__}"}'
    said = told(decorated('@model_validator(mode="before")', body, ""))
    assert said.says("gets the data there")
    assert "{'name': 'a'} ValidationInfo" == said.order(name="a").name


@OLD
def test_a_classmethod_above_in_version_1(told: Tell) -> None:
    said = told(f'@classmethod\n@validator("name")\n{RAISING}', head=V1_HEAD)
    assert said.says("put it below")
    assert "a" == said.order(name="a").name


@OLD
def test_there_is_no_self_in_version_1(told: Tell) -> None:
    body = "def check(self, value):\n    return value"
    said = told(decorated('@validator("name")', body, ""), head=V1_HEAD)
    assert said.says("takes `self`")
    with pytest.raises(Exception, match='"self" not permitted'):
        _ = said.order


# What version 1 understood.


def test_old_decorators_are_deprecated(told: Tell) -> None:
    body = "def check(cls, value, values):\n    return value"
    said = told(decorated('@validator("name")', body, ""))
    assert said.says("deprecates it and no longer converts a TypeError")
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        assert "a" == said.order(name="a").name
    assert any("V1 style `@validator`" in str(each.message) for each in warned)


def test_an_old_decorator_converts_no_type_error(told: Tell) -> None:
    body = 'def check(cls, value):\n    raise TypeError("no")'
    said = told(decorated('@validator("name")', body, ""))
    assert said.says("deprecates it", "raises TypeError")
    with pytest.raises(TypeError, match="no"):
        said.order(name="a")


def test_field_and_config_are_gone(told: Tell) -> None:
    body = "def check(cls, value, field):\n    return value"
    said = told(decorated('@validator("name")', body, ""))
    assert said.says("refuses its parameter `field`")
    with pytest.raises(PydanticUserError, match="not available in Pydantic V2"):
        _ = said.order


def test_an_old_root_validator_is_refused(told: Tell) -> None:
    said = told("@root_validator\ndef check(cls, values):\n    return values")
    assert said.says("refuses it without `skip_on_failure=True`")
    with pytest.raises(PydanticUserError, match="skip_on_failure"):
        _ = said.order


@pytest.mark.parametrize("argument", ["pre", "always", "each_item", "allow_reuse"])
def test_old_arguments_are_refused(told: Tell, argument: str) -> None:
    body = "def check(cls, value):\n    return value"
    said = told(decorated(f'@field_validator("name", {argument}=True)', body))
    assert said.says(f"`{argument}` is an argument of pydantic 1's validators")
    with pytest.raises(TypeError, match="unexpected keyword"):
        _ = said.order


def test_old_parameters_are_refused(told: Tell) -> None:
    body = "def check(cls, value, values, field):\n    return value"
    said = told(decorated('@field_validator("name")', body))
    assert said.says("takes `field` as pydantic 1's validators did")
    with pytest.raises(PydanticUserError, match="Unrecognized field validator"):
        _ = said.order


@pytest.mark.parametrize(
    ("use", "article", "error"),
    [('values["a"]', "a", TypeError), ('values.get("a")', "an", AttributeError)],
)
def test_values_are_no_dictionary(
    told: Tell, use: str, article: str, error: type[Exception]
) -> None:
    body = f"def check(cls, value, values):\n    return {use}"
    said = told(decorated('@field_validator("name")', body))
    assert said.says(f"no dictionary: using it as one raises {article} {error.__name__}")
    with pytest.raises(error):
        said.order(name="a")


@pytest.mark.filterwarnings("ignore:Using `@model_validator`")
def test_the_model_is_no_dictionary(told: Tell) -> None:
    body = 'def check(cls, values):\n    assert values["name"]\n    return values'
    said = told(decorated('@model_validator(mode="after")', body, ""))
    assert said.says("`values` is the model itself")
    with pytest.raises(TypeError, match="not subscriptable"):
        said.order(name="a")


# An exception that goes straight through.


def client_of(order: Any) -> TestClient:  # noqa: ANN401  likewise
    async def make(request: Request) -> JSONResponse:
        try:
            return JSONResponse(json.loads(order(**await request.json()).model_dump_json()))
        except ValidationError as error:  # as frameworks do
            return JSONResponse(error.errors(include_url=False, include_context=False), 422)

    async def http_error(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        return JSONResponse(error.detail, error.status_code)

    app = Starlette(
        routes=[Route("/", make, methods=["POST"])],
        exception_handlers={HTTPException: http_error},
    )
    return TestClient(app, raise_server_exceptions=False)


def raising(exception: str) -> str:
    return (
        f'def check(cls, value):\n    if value == "b":\n        raise {exception}\n    return value'
    )


@pytest.mark.parametrize("exception", ["KeyError", "TypeError", "RuntimeError", "AttributeError"])
def test_a_client_gets_a_500(told: Tell, exception: str) -> None:
    said = told(decorated('@field_validator("name")', raising(f'{exception}("no")')))
    assert said.says(f"raises {exception}, which pydantic doesn't turn into a validation error")
    client = client_of(said.order)
    assert 200 == client.post("/", json={"name": "a"}).status_code
    assert 500 == client.post("/", json={"name": "b"}).status_code


@pytest.mark.parametrize("exception", ["ValueError", "AssertionError", "UnicodeError"])
def test_a_client_reads_what_is_wrong(told: Tell, exception: str) -> None:
    said = told(decorated('@field_validator("name")', raising(f'{exception}("no")')))
    assert said.says()
    assert 422 == client_of(said.order).post("/", json={"name": "b"}).status_code


def test_an_http_exception_hides_the_rest(told: Tell) -> None:
    validator = decorated('@field_validator("name")', raising('HTTPException(404, "no")'))
    said = told("count: int = 0", validator)
    assert said.says("it hides what else is wrong with the input")
    answer = client_of(said.order).post("/", json={"name": "b", "count": "many"})
    assert (404, "no") == (answer.status_code, answer.json())
    with pytest.raises(HTTPException):  # wherever else the model is made
        said.order(name="b")


def test_a_helper_raises(told: Tell) -> None:
    helper = (
        "def known(value):\n    return value or missing(value)\n\n\n"
        "def missing(value):\n    raise KeyError(value)\n\n\n"
        "class Order"
    )
    body = "def check(cls, value):\n    return known(value)"
    said = told(
        decorated('@field_validator("name")', body), head=HEAD.replace("class Order", helper)
    )
    assert said.says("`missing` raises KeyError")
    assert 500 == client_of(said.order).post("/", json={"name": ""}).status_code


def test_an_error_that_only_pydantic_makes(told: Tell) -> None:
    said = told(decorated('@field_validator("name")', raising('ValidationError("no")')))
    assert said.says("pydantic's own ValidationError")
    assert 500 == client_of(said.order).post("/", json={"name": "b"}).status_code


def test_another_field_is_not_there(told: Tell) -> None:
    body = "def check(cls, value, info):\n    return f\"{value} {info.data['count']}\""
    head = HEAD.replace('    name: str = "given"', '    count: int = 0\n    name: str = "given"')
    said = told(decorated('@field_validator("name")', body), head=head)
    assert said.says("raises a KeyError when `count` itself was refused")
    client = client_of(said.order)
    assert 200 == client.post("/", json={"name": "b", "count": 1}).status_code
    assert 500 == client.post("/", json={"name": "b", "count": "many"}).status_code


@OLD
def test_version_1_converts_a_type_error(told: Tell) -> None:
    said = told(decorated('@validator("name")', raising('TypeError("no")'), ""), head=V1_HEAD)
    assert said.says()
    with pytest.raises(ValueError, match="no"):
        said.order(name="b")


@OLD
def test_version_1_lets_a_key_error_through(told: Tell) -> None:
    said = told(decorated('@validator("name")', raising('KeyError("no")'), ""), head=V1_HEAD)
    assert said.says("raises KeyError")
    with pytest.raises(KeyError):
        said.order(name="b")


@OLD
def test_another_value_is_not_there_in_version_1(told: Tell) -> None:
    body = "def check(cls, value, values):\n    return f\"{value} {values['count']}\""
    head = V1_HEAD.replace('    name: str = "given"', '    count: int = 0\n    name: str = "given"')
    said = told(decorated('@validator("name")', body, ""), head=head)
    assert said.says("raises a KeyError when `count` itself was refused")
    with pytest.raises(KeyError):
        said.order(name="b", count="many")


# What it waits for.


def test_a_model_that_is_made_waits_for_the_world(told: Tell, tmp_path: Path) -> None:
    body = "def check(cls, value):\n    with open(value) as file:\n        return file.read()"
    said = told(decorated('@field_validator("name")', body))
    assert said.says("waits for the world outside")
    (tmp_path / "note").write_text("read")
    assert "read" == said.order(name=str(tmp_path / "note")).name
