"""What validators raise."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from flask import abort
from pydantic import AfterValidator, BaseModel, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings

KNOWN = {"EUR": 2, "JPY": 0}
app = FastAPI()


class ShopError(Exception):
    pass


class UnknownCurrency(ShopError):
    pass


class Answered(ShopError):
    pass


class WrongCode(ValueError):
    pass


@app.exception_handler(Answered)
async def answer(request: Request, error: Answered) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, 400)


def find_digits(currency: str) -> int:
    if currency not in KNOWN:
        raise KeyError(currency)
    return KNOWN[currency]


def parse_id(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError as error:
        raise HTTPException(422, "no id") from error


def connected() -> bool:
    raise RuntimeError("start the client first")


def typed(value: str) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is needed")
    return value


class Order(BaseModel):
    currency: str
    number: str
    customer: str
    amount: int
    password: str = ""
    repeated: str = ""

    @field_validator("currency")
    @classmethod
    def check_currency(cls, value: str) -> str:
        if len(value) != 3:
            raise UnknownCurrency(value)  # error: broken-validator raises UnknownCurrency
        find_digits(value)  # error: broken-validator `find_digits` raises KeyError
        return value

    @field_validator("number")
    @classmethod
    def check_number(cls, value: str) -> str:
        if not value:
            raise HTTPException(status_code=400, detail="no number")  # error: broken-validator hides what else is wrong
        parse_id(value)  # error: broken-validator `parse_id` raises HTTPException
        return value

    @field_validator("amount")
    @classmethod
    def check_amount(cls, value: int) -> int:
        if value < 0:
            raise TypeError("negative")  # error: broken-validator raises TypeError
        if value > 1000:
            abort(400)  # error: broken-validator raises HTTPException
        return value

    @field_validator("customer", mode="before")
    @classmethod
    def check_customer(cls, value: object) -> object:
        if not isinstance(value, str):
            raise TypeError("a name is needed")  # error: broken-validator raises TypeError
        return value

    @model_validator(mode="after")
    def check(self) -> "Order":
        if self.amount == 0:
            raise Exception("nothing to pay")  # error: broken-validator raises Exception
        return self

    @field_validator("repeated")
    @classmethod
    def passwords_match(cls, value: str, info: ValidationInfo) -> str:
        if value != info.data["password"]:  # error: broken-validator raises a KeyError when `password` itself was refused
            raise ValueError("the passwords differ")
        return value

    @field_validator("repeated")
    @classmethod
    def old_error(cls, value: str) -> str:
        if not value:
            raise ValidationError("repeat it")  # error: broken-validator pydantic's own ValidationError
        return value


class Sound(BaseModel):
    currency: str
    number: str
    state: str
    password: str
    repeated: str
    free: str | Any

    @field_validator("currency")
    @classmethod
    def check_currency(cls, value: str) -> str:
        try:
            find_digits(value)  # ok: the KeyError is caught
        except KeyError:
            raise ValueError("unknown currency") from None
        try:
            if not value:
                raise KeyError(value)  # ok: likewise, by its base
        except LookupError as error:
            raise PydanticCustomError("currency", "unknown") from error  # ok: pydantic's own
        return value

    @field_validator("number")
    @classmethod
    def check_number(cls, value: str) -> str:
        if not value:
            raise WrongCode(value)  # ok: a ValueError
        assert value.isdigit()  # ok: an AssertionError is converted
        if value == "0":
            raise Answered(value)  # ok: the application answers it
        connected()  # ok: that tells of the program
        return typed(value)  # ok: a field's value is of its type there

    @field_validator("state")
    @classmethod
    def check_state(cls, value: str) -> str:
        if value == "later":
            raise NotImplementedError  # ok: the program lacks it
        raise undeclared(value)  # ok: nobody knows what that is

    @field_validator("repeated")
    @classmethod
    def passwords_match(cls, value: str, info: ValidationInfo) -> str:
        if "password" in info.data and value != info.data["password"]:  # ok: it asks first
            raise ValueError("the passwords differ")
        if info.data["free"]:  # ok: what may be anything is never refused
            return value
        try:
            return info.data["currency"]  # ok: it is prepared for that
        except KeyError:
            return value


class Settings(BaseSettings):
    region: str

    @field_validator("region")
    @classmethod
    def check_region(cls, value: str) -> str:
        if value == "moon":
            raise RuntimeError("no servers there")  # ok: an application that can't start says why
        return value


def positive(value: int) -> int:
    if value < 0:
        raise LookupError(value)
    return value


Positive = Annotated[int, AfterValidator(positive)]  # error: broken-validator `positive` raises LookupError
Digits = Annotated[str, AfterValidator(find_digits)]  # error: broken-validator `find_digits` raises KeyError


class Proxy(BaseModel):
    country: str

    @classmethod
    def of(cls, country: str, **rest: str) -> "Proxy":
        return cls(country=only(country, rest))


def only(country: str, rest: dict[str, str]) -> str:
    if rest:
        raise TypeError(f"unexpected keyword {next(iter(rest))}")
    return country


class Session(BaseModel):
    proxies: list[Proxy]

    @field_validator("proxies", mode="before")
    @classmethod
    def of_country(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [Proxy.of(value)]  # ok: that tells of how the helper is called
        return value
