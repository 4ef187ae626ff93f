import os
import os as system
from os import environ, getenv
from os import environ as variables


def smtp_host() -> str:
    return os.environ.get("SMTP_HOST", "localhost")  # error: env-read-outside-settings `SMTP_HOST`


def smtp_port() -> int:
    return int(os.getenv("SMTP_PORT", "25"))  # error: env-read-outside-settings `SMTP_PORT`


def smtp_user() -> str:
    return environ["SMTP_USER"]  # error: env-read-outside-settings


def smtp_password() -> str | None:
    return getenv("SMTP_PASSWORD")  # error: env-read-outside-settings


def sender() -> str:
    return variables["SMTP_SENDER"]  # error: env-read-outside-settings in one settings class


def is_encrypted() -> bool:
    return "SMTP_TLS" in system.environ  # error: env-read-outside-settings


def is_verified() -> bool:
    return system.environ.get("SMTP_VERIFY", "true").lower() == "true"  # error: env-read-outside-settings


TIMEOUT_VARIABLE = "SMTP_TIMEOUT"


def timeout() -> float:
    return float(os.environ.get(TIMEOUT_VARIABLE) or 10)  # error: env-read-outside-settings `SMTP_TIMEOUT`


def retries() -> int:
    if os.getenv("SMTP_RETRIES"):  # error: env-read-outside-settings
        return int(os.environ["SMTP_RETRIES"])
    return 3


class Mailer:
    host = os.environ["MAILER_HOST"]  # error: env-read-outside-settings

    def __init__(self, key: str = os.environ.get("MAILER_KEY", "")) -> None:  # error: env-read-outside-settings
        self.key = key


def lookup(environ: dict[str, str], name: str) -> str:
    return environ["NAME"] + environ.get(name, "")  # ok: a dictionary by that name


def getenv_of(getenv) -> str:
    return getenv("NAME")  # ok: a function by that name
