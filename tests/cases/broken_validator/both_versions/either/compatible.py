try:
    from pydantic.v1 import BaseModel, validator
except ImportError:
    from pydantic import BaseModel, validator


class Item(BaseModel):
    name: str

    @validator("name")  # ok: which one it is depends on what is installed
    def check_name(cls, value):
        return value
