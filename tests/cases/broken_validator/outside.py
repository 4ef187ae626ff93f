"""Validators that wait for something."""

import smtplib
import socket
import subprocess
from functools import cache
from pathlib import Path
from typing import Annotated

import requests
from pydantic import AfterValidator, BaseModel, field_validator, model_validator
from pydantic_settings import BaseSettings
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

engine = create_engine("postgresql://db")


def name_taken(name: str) -> bool:
    with Session(engine) as session:
        return session.scalar(select(text("1")).where(text(name))) is not None


@cache
def countries() -> set[str]:
    return set(Path("countries.txt").read_text().split())


def reachable(url: str) -> str:
    requests.head(url, timeout=5)
    return url


class Customer(BaseModel):
    name: str
    website: str
    email: str
    logo: str
    country: str
    archive: Path

    @field_validator("name")
    @classmethod
    def is_free(cls, value: str) -> str:
        if name_taken(value):  # error: broken-validator which leads to sqlalchemy
            raise ValueError("taken")
        return value

    @field_validator("website")
    @classmethod
    def answers(cls, value: str) -> str:
        requests.get(value, timeout=3).raise_for_status()  # error: broken-validator each time that `website` is validated
        return value

    @field_validator("email")
    @classmethod
    def has_server(cls, value: str) -> str:
        socket.getaddrinfo(value.partition("@")[2], 25)  # error: broken-validator waits for the name server
        smtplib.SMTP(value.partition("@")[2])
        return value

    @field_validator("logo")
    @classmethod
    def is_image(cls, value: str) -> str:
        subprocess.run(["identify", value], check=True)  # error: broken-validator waits for the world outside
        return value

    @field_validator("country")
    @classmethod
    def is_known(cls, value: str) -> str:
        if value not in countries():  # ok: read once
            raise ValueError("unknown")
        return value

    @field_validator("archive")
    @classmethod
    def is_there(cls, value: Path) -> Path:
        if not value.exists() or value.stat().st_size == 0:  # ok: a file's metadata
            raise ValueError("empty")
        return value

    @model_validator(mode="after")
    def read_archive(self) -> "Customer":
        self.archive.read_bytes()  # error: broken-validator each time that `Customer` is validated
        return self


Url = Annotated[str, AfterValidator(reachable)]  # error: broken-validator waits for the world outside


class Settings(BaseSettings):
    key: str

    @field_validator("key")
    @classmethod
    def load(cls, value: str) -> str:
        return Path(value).read_text()  # ok: settings are read once


class KeyFile(BaseModel):
    path: Path

    @model_validator(mode="after")
    def load(self) -> "KeyFile":
        self.path.read_text()  # ok: a model of a file is made to read it
        return self


def loaded(value: str) -> str:
    with open(value) as file:
        return file.read()


CertificateFile = Annotated[str, AfterValidator(loaded)]  # ok: a type of files is made to read them


PROMPTS = Path(__file__).parent


def prompt(value: str) -> str:
    if value.startswith("builtin://"):
        return (PROMPTS / value.removeprefix("builtin://")).read_text()
    return value


Prompt = Annotated[str, AfterValidator(lambda value: prompt(value))]  # ok: likewise


class Question(BaseModel):
    text: Annotated[str, AfterValidator(prompt)]  # error: broken-validator waits for the world outside
