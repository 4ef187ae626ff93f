import pydantic
from pydantic import BaseModel, root_validator, validator
from pydantic.v1 import BaseModel as OldModel
from pydantic.v1 import validator as old_validator
from pydantic import field_validator, model_validator


class Item(BaseModel):
    name: str
    tags: list[str]
    price: int

    @validator("name")  # error: broken-validator `@validator` is pydantic 1's
    def check_name(cls, value):
        return value

    @validator("tags", each_item=True, pre=True)  # error: broken-validator use `@field_validator` with mode="before"
    def check_tags(cls, value):
        return value

    @pydantic.validator("price")  # error: broken-validator refuses its parameter `config`
    def check_price(cls, value, values, config):
        return value

    @root_validator  # error: broken-validator refuses it without `skip_on_failure=True`
    def check(cls, values):
        return values

    @root_validator(pre=True)  # error: broken-validator use `@model_validator` with mode="before"
    def fill(cls, values):
        return values

    @validator("price")  # error: broken-validator no longer converts a TypeError
    def check_type(cls, value):
        raise TypeError("not a number")  # error: broken-validator raises TypeError

    @field_validator("name", pre=True)  # error: broken-validator `pre` is an argument of pydantic 1's validators
    def stripped(cls, value):
        return value

    @field_validator("name")
    def with_values(cls, value, values):
        return values["price"]  # error: broken-validator `values` is a ValidationInfo in pydantic 2

    @field_validator("name")
    def with_info(cls, value, values):  # ok: badly named, rightly used
        return f"{value} {values.data.get('price')}"

    @field_validator("name")
    def with_field(cls, value, values, field):  # error: broken-validator takes `field` as pydantic 1's
        return value

    @model_validator(mode="after")
    def total(cls, values):
        assert values["price"] > 0  # error: broken-validator `values` is the model itself
        return values


class Old(OldModel):
    name: str

    @old_validator("name")  # ok: pydantic.v1 is version 1 everywhere
    def check_name(cls, value):
        if not value:
            raise TypeError("no name")  # ok: version 1 converts it
        return value
