from pydantic import BaseModel, root_validator, validator


class Item(BaseModel):
    name: str
    price: int = 0
    size: int = 0

    @validator("name")  # ok: version 1 runs it
    def check_name(cls, value, values, field, config):
        if not value:
            raise TypeError("no name")  # ok: version 1 converts it
        return value

    @validator("price")
    def lost(cls, value):  # error: broken-validator `price` silently becomes None
        if value > 3:
            return value

    @validator("prize")  # error: broken-validator did you mean 'price'?
    def check_price(cls, value):
        return value

    @validator("size")
    def compare(cls, value, values):
        if value > values["price"]:  # error: broken-validator raises a KeyError when `price` itself was refused
            raise KeyError("too large")  # error: broken-validator raises KeyError
        return value

    @root_validator
    def check(cls, values):
        if values["price"] > 3:  # error: broken-validator raises a KeyError when `price` itself was refused
            raise ValueError("too much")
        return values

    @root_validator(skip_on_failure=True)
    def check_all(cls, values):
        if values["price"] > 3:  # ok: it isn't called when something was refused
            raise ValueError("too much")
        return values

    @root_validator(pre=True)
    def fill(cls, values):  # error: broken-validator has no values left
        values.setdefault("price", 3)
