"""Sign-up and billing models of a shop."""

import json
import logging
import sys
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, NoReturn, Optional

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, PlainValidator
from pydantic import WrapValidator, field_validator, model_validator
from typing_extensions import Self

logger = logging.getLogger(__name__)
FORMATS = ("%Y-%m-%d", "%d.%m.%Y")


def refuse(reason: str) -> NoReturn:
    raise ValueError(reason)


def fail(reason: str):
    logger.warning("refused: %s", reason)
    raise ValueError(reason)


class SignUp(BaseModel):
    email: str
    password: str = Field(min_length=12)
    country: str
    referrer: str | None = None
    tags: list[str] = []
    born: datetime
    plan: str = "free"
    language: str = "en"

    @field_validator("email")
    @classmethod
    def normalise_email(cls, value: str) -> str:  # error: broken-validator returns nothing where it falls off its end
        local, _, domain = value.partition("@")
        if domain:
            return f"{local}@{domain.lower()}"

    @field_validator("password")
    @classmethod
    def check_password(cls, value: str):  # error: broken-validator `password` silently becomes None
        if value.isalpha():
            raise ValueError("use digits, too")

    @field_validator("country", mode="before")
    @classmethod
    def country_code(cls, value: Any) -> Any:
        if isinstance(value, str):
            return value.upper()
        if not isinstance(value, dict):
            return  # error: broken-validator returns nothing in line
        return value["code"]

    @field_validator("referrer")
    @classmethod
    def strip_referrer(cls, value: str | None) -> str | None:  # ok: None stays None
        if value is not None:
            return value.strip()

    @field_validator("tags", mode="before")
    @classmethod
    def split_tags(cls, value: Any) -> list[str]:  # error: broken-validator takes None for what was sent
        if isinstance(value, str):
            return [tag.strip() for tag in value.split(",")]

    @field_validator("born", mode="before")
    @classmethod
    def parse_born(cls, value: str) -> datetime:  # error: broken-validator returns nothing where it falls off its end
        for known in FORMATS:
            try:
                return datetime.strptime(value, known)
            except ValueError:
                continue

    @field_validator("plan")
    @classmethod
    def known_plan(cls, value: str) -> str:  # error: broken-validator `plan` silently becomes None
        match value:
            case "free" | "team":
                return value
            case "enterprise":
                logger.info("call them")

    @field_validator("language")
    @classmethod
    def known_language(cls, value: str) -> str:  # error: broken-validator returns nothing where it falls off its end
        with suppress(KeyError):
            return {"en": "en-GB", "de": "de-DE"}[value]

    @model_validator(mode="after")
    def check_plan(self) -> Self:  # error: broken-validator return self on every path
        if self.plan == "team" and not self.tags:
            raise ValueError("name the team")


class Sound(BaseModel):
    email: str
    amount: Decimal
    born: datetime
    plan: str
    note: Optional[str] = None
    nickname: str | None = None
    colour: str
    extra: dict[str, Any] = {}

    @field_validator("email")
    @classmethod
    def check_email(cls, value: str) -> str:  # ok: the helper never comes back
        if "@" in value:
            return value
        refuse("no address")

    @field_validator("amount")
    @classmethod
    def check_amount(cls, value: Decimal) -> Decimal:  # ok: that one only raises
        if value > 0:
            return value
        fail("not positive")

    @field_validator("born", mode="before")
    @classmethod
    def parse_born(cls, value: str) -> datetime:  # ok: it raises behind the loop
        for known in FORMATS:
            try:
                return datetime.strptime(value, known)
            except ValueError:
                continue
        raise ValueError("unknown format")

    @field_validator("plan")
    @classmethod
    def known_plan(cls, value: str) -> str:  # ok: every case ends, the last takes the rest
        match value:
            case "free" | "team":
                return value
            case _:
                raise ValueError("unknown plan")

    @field_validator("note", "nickname")
    @classmethod
    def none_when_empty(cls, value: str | None) -> str | None:  # ok: these may be None
        if value:
            return value.strip()

    @field_validator("colour")
    @classmethod
    def never_none(cls, value: str) -> str:  # ok: a `str` is not None there
        if value is not None:
            return value.lower()

    @field_validator("extra", mode="before")
    @classmethod
    def parse_extra(cls, value: Any) -> Any:  # ok: the loop only ends by a return
        while True:
            if isinstance(value, dict):
                return value
            value = json.loads(value)

    @model_validator(mode="before")
    @classmethod
    def rename(cls, data: Any) -> Any:  # ok: the data comes back, changed or not
        if isinstance(data, dict) and "mail" in data:
            data["email"] = data.pop("mail")
        return data

    @model_validator(mode="after")
    def check(self) -> Self:  # ok: what comes behind `finally` is never lost
        try:
            if self.note == self.email:
                raise ValueError("say something else")
            return self
        finally:
            logger.debug("checked")


class Deprecated(BaseModel):
    token: None = None
    legacy: str = ""

    @field_validator("token", mode="before")
    @classmethod
    def drop_token(cls, value: Any) -> None:  # ok: the field is always None
        logger.info("tokens are gone")

    @field_validator("legacy")
    @classmethod
    def refuse_legacy(cls, value: str) -> str:  # ok: every path raises
        raise ValueError("use `token` instead")


class Invoice(BaseModel):
    number: str
    total: Decimal
    customer: str | None

    @field_validator("number", mode="wrap")
    @classmethod
    def log_refused(cls, value: Any, handler: Any) -> str:  # error: broken-validator `number` silently becomes None
        try:
            return handler(value)
        except ValueError:
            logger.exception("refused")

    @field_validator("total", mode="plain")
    @classmethod
    def to_decimal(cls, value: Any) -> Decimal:  # error: broken-validator `total` silently becomes None
        if isinstance(value, (int, str)):
            return Decimal(value)

    @field_validator("customer")
    @classmethod
    def lost_when_long(cls, value: str | None) -> str | None:  # error: broken-validator `customer` silently becomes None
        if value is None or len(value) < 80:
            return value

    @model_validator(mode="wrap")
    @classmethod
    def watch(cls, data: Any, handler: Any) -> Any:  # error: broken-validator return what the handler gives
        try:
            return handler(data)
        except ValueError:
            logger.warning("refused an invoice")

    @model_validator(mode="before")
    @classmethod
    def unwrap(cls, data: Any) -> Any:  # error: broken-validator gets None in place of the data
        if isinstance(data, dict):
            return data.get("invoice", data)


class Payment(BaseModel):
    reference: str
    amount: Decimal

    @model_validator(mode="after")
    def check_amount(self):
        if self.amount < 0:
            return None  # error: broken-validator doesn't return `self` in line
        return self

    @model_validator(mode="after")
    def is_sound(self):
        return True  # error: broken-validator doesn't return `self`

    @field_validator("reference")
    async def look_up(cls, value: str) -> str:  # error: broken-validator becomes a coroutine
        return value

    @field_validator("amount")
    def checked(cls, value: Decimal):
        return cls._checked(value)  # error: broken-validator returns None in line

    @staticmethod
    def _checked(value: Decimal):
        if value > 10_000:
            raise ValueError("too much")

    @field_validator("reference")
    def exits(cls, value: str) -> str:  # ok: the process is gone
        if value:
            return value
        sys.exit("no reference")


class Abstract(BaseModel):
    reference: str

    @field_validator("reference")
    @classmethod
    def hook(cls, value: str) -> str:  # ok: the hook that is called is filled in elsewhere
        return cls.fill(value)

    @classmethod
    def fill(cls, value: str) -> str:
        ...


def strip(value: str) -> str:
    value.strip()


def parse(value: Any) -> Any:
    if isinstance(value, str):
        return json.loads(value)
    return value


def retry(value: Any, handler: Any) -> Any:
    with suppress(ValueError):
        return handler(value)


Label = Annotated[str, AfterValidator(strip)]  # error: broken-validator silently becomes None
Payload = Annotated[dict, BeforeValidator(parse)]  # ok: it returns what it can't parse
Small = Annotated[int, PlainValidator(lambda value: int(value))]  # ok: a lambda always returns
Retried = Annotated[int, WrapValidator(retry)]  # error: broken-validator returns nothing where it falls off its end


def lowered(value: str) -> str:
    if value:
        print(value.lower())


class Reused(BaseModel):
    first: str
    last: str

    _lower = field_validator("first", "last")(lowered)  # error: broken-validator `first` and `last` silently becomes None
