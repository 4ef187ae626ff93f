"""Validators for fields that are there, elsewhere, or nowhere."""

from abc import ABC
from functools import cached_property
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel, Field, PrivateAttr, computed_field, field_validator
from pydantic.dataclasses import dataclass
from sqlmodel import SQLModel
from vendored.models import TheirModel

T = TypeVar("T")


class Account(BaseModel):
    owner: str
    balance: int = Field(alias="saldo")
    _secret: str = PrivateAttr(default="")
    limit: ClassVar[int] = 10

    @field_validator("ownr")  # error: broken-validator did you mean 'owner'?
    @classmethod
    def check_owner(cls, value: str) -> str:
        return value

    @field_validator("saldo")  # error: broken-validator `Account` has no field `saldo`
    @classmethod
    def by_alias(cls, value: int) -> int:
        return value

    @field_validator("_secret")  # error: broken-validator a private attribute of `Account`
    @classmethod
    def check_secret(cls, value: str) -> str:
        return value

    @field_validator("limit")  # error: broken-validator a class variable of `Account`
    @classmethod
    def check_limit(cls, value: int) -> int:
        return value

    @computed_field
    @property
    def debt(self) -> int:
        return -self.balance

    @field_validator("debt")  # error: broken-validator a computed field of `Account`
    @classmethod
    def check_debt(cls, value: int) -> int:
        return value

    @cached_property
    def rating(self) -> str:
        return "A"

    @field_validator("rating", check_fields=False)  # error: broken-validator a computed field of `Account`
    @classmethod
    def check_rating(cls, value: str) -> str:
        return value

    @field_validator("owner", "balance")  # ok: both are there
    @classmethod
    def check_both(cls, value: str) -> str:
        return value

    @field_validator("*")  # ok: every field
    @classmethod
    def check_all(cls, value: str) -> str:
        return value


class Savings(Account, ABC):
    rate: float

    @field_validator("owner")  # ok: inherited
    @classmethod
    def check_name(cls, value: str) -> str:
        return value

    @field_validator("interest")  # error: broken-validator `Savings` has no field `interest`
    @classmethod
    def check_interest(cls, value: float) -> float:
        return value

    @field_validator("interest", check_fields=False)  # ok: a class below has it
    @classmethod
    def check_later(cls, value: float) -> float:
        return value


class NamedMixin:
    @field_validator("name")  # ok: the models that mix it in have it
    @classmethod
    def check_name(cls, value: str) -> str:
        return value


class Theirs(TheirModel):
    @field_validator("number")  # ok: nobody knows what their model has
    @classmethod
    def check_number(cls, value: str) -> str:
        return value


class Page(BaseModel, Generic[T]):
    items: list[T]

    @field_validator("items")  # ok: a generic model's own field
    @classmethod
    def check_items(cls, value: list[T]) -> list[T]:
        return value


class Orders(Page[Account]):
    @field_validator("items")  # ok: inherited from a generic model
    @classmethod
    def check_orders(cls, value: list[Account]) -> list[Account]:
        return value

    @field_validator("item")  # error: broken-validator did you mean 'items'?
    @classmethod
    def check_order(cls, value: list[Account]) -> list[Account]:
        return value


class Hero(SQLModel, table=True):
    name: str

    @field_validator("nam")  # error: broken-validator did you mean 'name'?
    @classmethod
    def check_name(cls, value: str) -> str:
        return value


def partial(model):
    model.__annotations__["draft"] = bool
    return model


@partial
class Draft(BaseModel):
    @field_validator("draft")  # ok: the decorator may add it
    @classmethod
    def check_draft(cls, value: bool) -> bool:
        return value


def names() -> list[str]:
    return ["name"]


class Dynamic(BaseModel):
    name: str

    @field_validator(*names())  # ok: nobody knows which
    @classmethod
    def check_names(cls, value: str) -> str:
        return value


@dataclass
class Point:
    x: int

    @field_validator("y")  # error: broken-validator `Point` has no field `y`
    @classmethod
    def check_y(cls, value: int) -> int:
        return value


if True:
    class Conditional(BaseModel):
        if True:
            size: int

        @field_validator("size")  # ok: declared in a block
        @classmethod
        def check_size(cls, value: int) -> int:
            return value
