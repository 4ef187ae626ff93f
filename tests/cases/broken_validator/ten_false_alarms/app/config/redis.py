from pathlib import Path

from pydantic import BaseModel, ValidationInfo, field_validator


class Redis(BaseModel):
    password: str

    @field_validator("password", mode="before")
    @classmethod
    def from_file(cls, value: object) -> object:
        if isinstance(value, Path):
            return value.read_text()  # ok: configuration is read once
        if not isinstance(value, str):
            raise TypeError("a password is a text")  # error: broken-validator raises TypeError
        return value


class PasswordError(Exception):
    pass


class Credentials(BaseModel):
    password: str

    @field_validator("password")
    @classmethod
    def resolve(cls, value: str) -> str:
        if value.startswith("$"):
            raise PasswordError(value)  # ok: whoever starts the program is told by its own error
        return value


class Logging(BaseModel):
    level: int
    level_of_queries: int

    @field_validator("level_of_queries")
    @classmethod
    def follow(cls, value: int, info: ValidationInfo) -> int:
        return value or info.data["level"]  # ok: whoever starts the program is told of the level, too
