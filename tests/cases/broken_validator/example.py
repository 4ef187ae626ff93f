from pydantic import BaseModel, field_validator, model_validator


class Customer(BaseModel):
    email: str
    country: str

    @field_validator("email")
    @classmethod
    def lower_email(cls, value: str):  # error: broken-validator `email` silently becomes None
        value.lower()

    @field_validator("country")
    @classmethod
    def upper_country(cls, value: str) -> str:  # ok: it returns the value on every path
        return value.upper()

    @model_validator(mode="after")
    def check_country(self):  # error: broken-validator return self on every path
        if self.email.endswith(".nl") and self.country != "NL":
            raise ValueError("a Dutch address of another country")
