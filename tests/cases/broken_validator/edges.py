"""Ways around the edges of each rule."""

import itertools
from typing import Annotated, Any

import pydantic
from pydantic import (
    BeforeValidator,
    BaseModel,
    ConfigDict,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
    model_validator,
    root_validator,
)
from pydantic import validator as check_old


def always(value: str) -> str:
    for suffix in ("a", "b"):
        return value + suffix


def is_set(value: Any) -> Any:
    if value is None or value == "":
        return None
    else:
        return value


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    size: int
    label: "str | None" = None
    kind: str = "a"
    free: Any = None
    pair: tuple[int, int] = (1, 2)

    @field_validator("name")
    def loops(cls, value: str) -> str:  # ok: a display that isn't empty is run over
        for suffix in ("a", "b"):
            return value + suffix

    @field_validator("name")
    def breaks(cls, value: str) -> str:  # error: broken-validator `name` silently becomes None
        while True:
            if value:
                break
            return value

    @field_validator("name")
    def counts(cls, value: str) -> str:  # ok: the `else` of a loop returns
        for letter in value:
            if letter == " ":
                continue
        else:
            return value

    @field_validator("name")
    def overridden(cls, value: str) -> str:  # ok: `finally` has the last word
        try:
            return
        finally:
            return value

    @field_validator("label")
    def nothing_named(cls, value: str | None) -> str | None:
        if value in (None, ""):
            return  # ok: nothing was lost
        return value

    @field_validator("label")
    def long_lost(cls, value: str | None) -> str | None:
        if value not in (None, "") and value != "x":
            return  # error: broken-validator returns nothing in line
        return value

    @field_validator("label")
    def bound_again(cls, value: str | None) -> str | None:  # error: broken-validator `label` silently becomes None
        if value is None:
            value = "none"
            print(value)
        else:
            return value

    @field_validator("label")
    def walrus(cls, value: str | None) -> str | None:  # ok: an empty one may be None
        if value := (value or "").strip():
            return value

    @field_validator("kind", mode="before")
    def by_type(cls, value: Any) -> Any:  # error: broken-validator takes None for what was sent
        match value:
            case str():
                return value
            case int():
                return str(value)

    @field_validator("kind")
    def asserted(cls, value: str) -> str:  # ok: it never gets there
        if value:
            return value
        assert False, "no kind"

    @field_validator("free")
    def anything(cls, value: Any) -> Any:  # ok: it may be None, and is where it is empty
        if value:
            return value

    @field_validator("pair")
    def from_handler(cls, value: tuple[int, int]) -> tuple[int, int]:  # error: broken-validator `pair` silently becomes None
        try:
            first, second = value
            if first < second:
                return value
        except (TypeError, ValueError):
            raise ValueError("two numbers") from None

    @field_validator("size")
    def many(cls, value: int) -> int:  # error: broken-validator returns nothing in line
        if value > 3:
            return
        if value < 3:
            return
        print(value)

    @pydantic.field_validator("size")
    def dotted(cls, value: int) -> int:  # error: broken-validator `size` silently becomes None
        print(value)

    @check_old("size")  # error: broken-validator `@check_old` is pydantic 1's
    def renamed(cls, value: int) -> int:
        return value

    @root_validator(skip_on_failure=True)  # error: broken-validator no longer converts a TypeError
    def skips(cls, values: dict[str, Any]) -> dict[str, Any]:
        return values

    @model_validator(**{"mode": "after"})
    def unknown_mode(self) -> "Model":  # error: broken-validator whoever validates `Model` gets that
        print(self)

    @field_validator("name", "size")
    def generator(cls, value: str):  # ok: a generator, whatever it is for
        yield value

    @field_validator("name")
    def wrapped(cls, value: Any, values: Any) -> Any:
        values = dict(values.data)
        return values["size"]  # ok: another dictionary by that name

    def lowered(cls, value: str) -> str:
        return value.lower()

    _lowered = field_validator("name")(lowered)  # ok: it returns
    _unknown = field_validator("name")(itertools.count)  # ok: nobody looks into libraries


class Shop(BaseModel):
    url: str
    prices: dict[str, int]
    first: int = 0
    second: int = 0

    @field_validator("url")
    @classmethod
    def calls(cls, value: str, info: Any) -> str:
        if info.data.get("first"):  # ok: it asks
            return value + str(info.data["first"])
        info.data["second"] = 3
        return value + str(info.data["second"]) + str(info.context["first"])  # ok: its own, and another

    @field_validator("prices")
    @classmethod
    def tuples(cls, value: dict[str, int], info: Any) -> dict[str, int]:
        try:
            return {info.data["url"]: 1}  # ok: caught by one of several
        except (KeyError, ValueError):
            return value

    @field_validator("second")
    @classmethod
    def bare(cls, value: int, info: Any) -> int:
        try:
            return value + info.data["first"]  # ok: everything is caught
        except:
            return value


def with_values(value: str, values: Any) -> str:
    return values["name"]


class Handed(BaseModel):
    name: str

    _named = field_validator("name")(with_values)  # error: broken-validator `values` is a ValidationInfo in pydantic 2


class Template:
    def __new__(cls) -> WrapValidator:
        return WrapValidator(cls.only_template)  # ok: a bound method takes what comes behind the class

    @classmethod
    def only_template(
        cls, value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> Any:
        if not str(value).startswith("{"):
            raise ValueError(value)
        return handler(value)


class Parser:
    def first(self, value: Any) -> Any:
        return value[0] if isinstance(value, list) else value.get("first", value)  # ok: what was sent

    def named(self, value: Any, info: Any) -> Any:
        return info["name"]


First = Annotated[str, BeforeValidator(Parser().first)]
Named = Annotated[str, BeforeValidator(Parser().named)]  # error: broken-validator `info` is a ValidationInfo
