from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from orders.common.passwords import fingerprint, same_token, verify_password
from orders.auth.tokens import StaticVerifier, TokenVerifier, fetch_issuer, issuer
from orders.common.counters import store
from orders.database import get_session
from orders.models import Customer
from orders.repositories import CustomerRepository

bearer = HTTPBearer()
verify = TokenVerifier("https://login.internal/keys")
verify_locally = StaticVerifier("local")

Credentials = Annotated[HTTPAuthorizationCredentials, Depends(bearer)]


def get_customers(session: Annotated[Session, Depends(get_session)]) -> CustomerRepository:
    return CustomerRepository(session)


async def current_user(
    token: Credentials, customers: Annotated[CustomerRepository, Depends(get_customers)]
) -> Customer:
    claims = verify(token.credentials)  # error: blocking-call-in-async jwt.PyJWKClient.get_signing_key_from_jwt
    customer = customers.by_email(claims["email"])  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars
    if customer is None:
        raise HTTPException(401)
    return customer


async def current_local_user(token: Credentials) -> str:
    return verify_locally(token.credentials)["email"]  # ok: computes only


def current_admin(token: Credentials) -> dict[str, str]:
    claims = verify(token.credentials)  # ok: a sync dependency runs in the thread pool
    if claims.get("role") != "admin":
        raise HTTPException(403, issuer()["contact"])
    return claims


async def issuer_of_request(request: Request) -> dict[str, str]:
    if "x-fresh" in request.headers:
        return fetch_issuer()  # error: blocking-call-in-async requests.get
    return issuer()  # ok: memoised, blocks once


def login(email: str, password: str, customers: CustomerRepository) -> Customer | None:
    customer = customers.by_email(email)
    if customer is not None and verify_password(password, customer.password_hash):
        return customer
    return None


class ApiKey:
    """A dependency; FastAPI calls it in the thread pool."""

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def __call__(self, request: Request) -> str:
        known = store().hget("api-keys", self.scope)  # ok: a sync dependency runs in the thread pool
        if not same_token(request.headers["x-api-key"], known):
            raise HTTPException(403)
        return self.scope


class Quota:
    """A dependency; FastAPI awaits it on the loop."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    async def __call__(self, request: Request) -> int:
        used = self._used(fingerprint(request.headers["x-api-key"]))  # error: blocking-call-in-async redis.Redis.incr
        if self._is_spent(used):  # ok: computes only
            raise HTTPException(429)
        return self.limit - used

    def _used(self, key: str) -> int:
        return store().incr(f"quota:{key}")

    def _is_spent(self, used: int) -> bool:
        return used > self.limit


class Page:
    """A dependency made for each request, in the thread pool."""

    def __init__(self, request: Request, size: int = 50) -> None:
        self.size = min(size, int(store().get("page-size") or size))  # ok: a sync dependency runs in the thread pool
        self.number = int(request.query_params.get("page", 0))


CurrentUser = Annotated[Customer, Depends(current_user)]
