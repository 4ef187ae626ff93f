from typing import Annotated, Any, Dict

from fastapi import Body
from pydantic import BaseModel

Anything = Dict
Payload = Annotated[dict, Body()]
Counts = dict[str, int]
Json = Any


class Order(BaseModel):
    item: str
from schemas import Circular as Circular
