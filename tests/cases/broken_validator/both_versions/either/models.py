from pydantic import BaseModel, validator


class Item(BaseModel):
    name: str

    @validator("name")  # ok: it may be either
    def check_name(cls, value):
        if not value:
            raise TypeError("no name")  # ok: version 1 converts it
        return value

    @validator("name")
    def lost(cls, value):  # error: broken-validator `name` silently becomes None
        value.strip()
