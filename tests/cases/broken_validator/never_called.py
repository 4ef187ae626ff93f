"""Validators in the wrong order, or with the wrong first parameter."""

from typing import Any

from pydantic import BaseModel, field_validator, model_validator


class Message(BaseModel):
    text: str
    data: dict[str, Any]

    @classmethod
    @field_validator("text")
    def hidden(cls, value: str) -> str:  # error: broken-validator put it below
        return value.strip()

    @field_validator("text")
    def bare(cls, value: str) -> str:  # ok: pydantic makes it a classmethod by its `cls`
        return value

    @field_validator("text")
    @staticmethod
    def static(value: str) -> str:  # ok: a static method is called with the value
        return value

    @field_validator("text")
    def without_self(self, value: str) -> str:  # error: broken-validator takes `self`
        return value

    @model_validator(mode="before")
    def before(self, data: Any) -> Any:  # error: broken-validator gets the data there
        return data

    @model_validator(mode="before")
    def on_data(data: Any) -> Any:  # ok: called with the data
        return data

    @model_validator(mode="after")
    def after(self) -> "Message":  # ok: the model is there by then
        return self
