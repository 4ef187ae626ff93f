# options: deprecated = false
from pydantic import BaseModel, ConfigDict, validator


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str

    @validator("name")  # ok: the settings allow it
    def check_name(cls, value):
        return value

    @validator("name")
    def lost(cls, value):  # error: broken-validator `name` silently becomes None
        value.strip()
