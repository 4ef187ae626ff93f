from typing import Annotated

from pydantic import AfterValidator, field_validator

from shop import checks
from shop.base import Audited
from shop.checks import known, read
from shop.compat import check_field

Name = Annotated[str, AfterValidator(checks.strip)]  # error: broken-validator silently becomes None


class Parcel(Audited):
    name: Name
    content: str
    label: Annotated[str, AfterValidator(read)]  # error: broken-validator waits for the world outside

    @field_validator("tracking", "author")  # ok: inherited from another file
    @classmethod
    def check_tracking(cls, value: str) -> str:
        return known(value)  # error: broken-validator `lookup` raises NotFound

    @check_field("contents")  # error: broken-validator did you mean 'content'?
    @classmethod
    def check_content(cls, value: str) -> str:
        return value

    @check_field("content")
    @classmethod
    def load(cls, value: str) -> str:
        return read(value)  # error: broken-validator which leads to open (shop/checks.py
