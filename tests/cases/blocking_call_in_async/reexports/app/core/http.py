import requests
from requests import Session as HttpSession

from app.core import times

__all__ = ["HttpSession", "get_session", "requests", "shared", "times"]

shared = HttpSession()


def get_session() -> HttpSession:
    return shared
