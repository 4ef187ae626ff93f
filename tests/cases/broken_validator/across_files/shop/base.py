from pydantic import BaseModel


class Tracked(BaseModel):
    tracking: str


class Audited(Tracked):
    author: str
