from pydantic import BaseModel, ConfigDict, validator


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str

    @validator("name")  # error: broken-validator `@validator` is pydantic 1's
    def check_name(cls, value):
        return value
