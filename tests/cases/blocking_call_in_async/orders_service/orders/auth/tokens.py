from functools import cache

import jwt
import requests
from jwt import PyJWKClient

from orders.config import get_settings

ISSUER = "https://login.internal"


def fetch_issuer() -> dict[str, str]:
    return requests.get(f"{ISSUER}/.well-known/openid-configuration", timeout=3).json()


@cache
def issuer() -> dict[str, str]:
    return fetch_issuer()


class TokenVerifier:
    """Called with a token, answers its claims."""

    algorithms = ["RS256"]

    def __init__(self, url: str) -> None:
        self._keys = PyJWKClient(url)

    def __call__(self, token: str) -> dict[str, str]:
        return self.claims(token, self._key(token))

    def claims(self, token: str, key: str) -> dict[str, str]:
        return jwt.decode(token, key, algorithms=self.algorithms)

    def _key(self, token: str) -> str:
        return self._keys.get_signing_key_from_jwt(token).key


class StaticVerifier:
    """For local development; knows its key."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, token: str) -> dict[str, str]:
        return jwt.decode(token, self._key, algorithms=["HS256"])


def sign(claims: dict[str, str]) -> str:
    return jwt.encode(claims, get_settings().signing_key, algorithm="HS256")
