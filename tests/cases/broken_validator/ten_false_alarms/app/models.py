"""What was reported once, and is right."""

from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Optional, Union

from fastapi import HTTPException
from pydantic import BaseModel, PlainValidator, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings

from app.errors import BlockedHost, EmptySchema, WrongAddress


class Mode(Enum):
    FAST = "fast"
    SLOW = "slow"


def check_steps(steps: list[Any]) -> None:
    for step in steps:
        if not isinstance(step, dict):
            raise TypeError("a step is a mapping")


def check_host(host: str) -> str:
    if host == "localhost":
        raise BlockedHost(host)
    return host


def start() -> str:
    raise RuntimeError("not configured")


class Export(BaseModel):
    items: list[str]
    keys: dict[str, str]
    current: str

    @model_validator(mode="after")
    def check_items(self) -> "Export":
        if not self.items or self.current not in self.keys:  # ok: a field by that name
            raise ValueError("nothing to export")
        for item in self.items:  # ok: likewise
            if item not in self.keys.values():
                raise ValueError(item)
        return self


class Job(BaseModel):
    steps: list[Any]
    host: str
    schema_text: str
    address: str
    mode: Mode
    timeout: Optional[Union[float, tuple[float, float], Any]] = None
    retries: int = 3
    etag: Optional[str] = None
    qty: str = ""

    @field_validator("steps")
    @classmethod
    def each_step(cls, value: list[Any]) -> list[Any]:
        check_steps(value)  # ok: a guard of a helper, which the type rules out here
        return value

    @field_validator("host")
    @classmethod
    def allowed(cls, value: str) -> str:
        start()  # ok: that tells of the program, not of the input
        return check_host(value)  # ok: the application answers that with a 400

    @field_validator("schema_text")
    @classmethod
    def not_empty(cls, value: str) -> str:
        if not value:
            raise EmptySchema(422)  # ok: a handler tells it apart
        return value

    @field_validator("address")
    @classmethod
    def known(cls, value: str) -> str:
        if not value:
            raise WrongAddress(value)  # ok: it is answered by its name
        return value

    @field_validator("mode")
    @classmethod
    def both_modes(cls, value: Mode) -> Mode:  # ok: the members are all there are
        match value:
            case Mode.FAST:
                return value
            case Mode.SLOW:
                return Mode.FAST

    @field_validator("retries")
    @classmethod
    def with_timeout(cls, value: int, info: ValidationInfo) -> int:
        return value if info.data["timeout"] else 0  # ok: whatever it is, it isn't refused

    @field_validator("etag", mode="before")
    @classmethod
    def unquote(cls, value: Any) -> Any:  # ok: without one it is None
        if value:
            return value.strip('"')

    @field_validator("qty", mode="before")
    def from_steps(qty: Any, info: ValidationInfo) -> Any:
        try:
            return qty or str(len(info.data["steps"]))  # ok: whatever is wrong, it is prepared
        except Exception:
            return "0"


class Keys(BaseSettings):
    region: str
    endpoint: str
    path: Path

    @field_validator("endpoint")
    @classmethod
    def of_region(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            raise HTTPException(500)  # ok: settings are read before there is a client
        return value.format(info.data["region"])  # ok: likewise


def load_keys(value: Any) -> Any:
    with open(value) as file:
        return file.read()


KeyFile = Annotated[str, PlainValidator(load_keys)]  # ok: it is there to read a file


class Known(BaseModel):
    kind: str
    names: list[str]

    @model_validator(mode="before")
    @classmethod
    def by_kind(cls, data: Any) -> Any:
        if data["kind"] == "named" and not data["names"]:  # missed: a KeyError when it wasn't sent
            raise ValueError("names are needed")
        return data

    @field_validator("names")
    @classmethod
    def each(cls, value: list[str]) -> list[str]:
        def check(name: str) -> str:
            if not name:
                raise KeyError(name)  # missed: by a function that is handed on
            return name

        return [*map(check, value)]
