from pydantic import BaseModel, field_validator, model_validator


class Customer(BaseModel):
    email: str
    country: str

    @field_validator("email")
    @classmethod
    def check_email(cls, value: str):  # error: broken-validator `email` silently becomes None
        if "@" not in value:
            raise ValueError("no address")

    @field_validator("country")
    @classmethod
    def check_country(cls, value: str) -> str:  # ok: it returns the value, or raises ValueError
        if len(value) != 2:
            raise ValueError("no country")
        return value.upper()

    @model_validator(mode="after")
    def check(self):  # error: broken-validator return self on every path
        if self.email.endswith(".nl") and self.country != "NL":
            raise ValueError("a Dutch address of another country")
