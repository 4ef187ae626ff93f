import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from starlette.concurrency import run_in_threadpool

from orders.api.deps import SessionDep, SettingsDep
from orders.auth import CurrentUser, Verifier, hash_password, verify_password
from orders.auth.dependencies import ApiKey, Page, Quota, current_admin, get_customers, login
from orders.common.passwords import fingerprint, verify_password_in_a_thread
from orders.auth.tokens import sign
from orders.models import Customer
from orders.repositories import CustomerRepository, Repository

router = APIRouter(prefix="/customers", dependencies=[Depends(ApiKey("customers"))])
Customers = Annotated[CustomerRepository, Depends(get_customers)]


@router.post("/")
async def register(email: str, password: str, customers: Customers) -> int:
    customer = customers.register(email, password)  # error: blocking-call-in-async bcrypt.hashpw
    customers.save(customer)  # error: blocking-call-in-async sqlalchemy.orm.Session.commit
    return customer.id


@router.post("/login")
async def log_in(email: str, password: str, customers: Customers, settings: SettingsDep) -> str:
    customer = login(email, password, customers)  # error: blocking-call-in-async
    if customer is None:
        raise HTTPException(401, fingerprint(password))  # ok: quick
    await asyncio.to_thread(fingerprint, settings.signing_key)  # error: blocking-call-in-async pathlib.Path.read_text
    key = settings.signing_key  # error: blocking-call-in-async pathlib.Path.read_text
    name = settings.key_name  # ok: computes only
    return sign({"email": customer.email, key: name})  # error: blocking-call-in-async pathlib.Path.read_text


@router.post("/login/thread")
async def log_in_in_a_thread(email: str, password: str, customers: Customers) -> bool:
    customer = await run_in_threadpool(login, email, password, customers)  # ok: handed to a thread
    return customer is not None and await verify_password_in_a_thread(password, customer.password_hash)  # ok: awaited


@router.put("/password")
async def change_password(user: CurrentUser, old: str, new: str) -> None:
    if not verify_password(old, user.password_hash):  # error: blocking-call-in-async bcrypt.checkpw
        raise HTTPException(403)
    user.password_hash = hash_password(new)  # error: blocking-call-in-async bcrypt.hashpw
    user.password_hash = await asyncio.to_thread(hash_password, new)  # ok: handed to a thread


@router.get("/", dependencies=[Depends(current_admin)], response_model=None)
async def everybody(session: SessionDep, page: Annotated[Page, Depends()]) -> list[Customer]:
    customers = Repository[Customer](session)  # ok: keeps the session
    found = [each for each in CustomerRepository(session)]  # error: blocking-call-in-async sqlalchemy.orm.Session.scalars
    return found[: page.size] if customers else []


@router.get("/quota", dependencies=[Depends(Quota(100))])
async def quota(user: CurrentUser) -> str:
    return user.display_name  # ok: computes only


@router.get("/claims")
async def claims(token: str) -> dict[str, str]:
    verify = Verifier("https://login.internal/keys")  # ok: connects with the first token
    return verify(token)  # error: blocking-call-in-async jwt.PyJWKClient.get_signing_key_from_jwt


@router.get("/features")
async def features(settings: SettingsDep) -> dict[str, bool]:
    return settings.features  # ok: cached by an object that lives as long as the process
