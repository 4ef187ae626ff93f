from pydantic import BaseModel, validator


class Item(BaseModel):
    name: str

    @validator("name")  # error: broken-validator `@validator` is pydantic 1's
    def check_name(cls, value):
        return value
