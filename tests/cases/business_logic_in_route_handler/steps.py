from fastapi import APIRouter, BackgroundTasks, Depends
from shop.accounts import Account, AccountIn, AccountService, TeamService, WalletService
from shop.audit import logger, record_event
from shop.db import get_session
from shop.models import Item, Owner
from shop.tasks import welcome
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

router = APIRouter()


@router.post("/accounts")
async def open_account(data: AccountIn, accounts: AccountService = Depends(), wallets: WalletService = Depends()) -> Account:  # error: business-logic-in-route-handler runs a process (lines 15, 16)
    account = await accounts.create(data)
    await wallets.create(account.id)
    return account


@router.delete("/owners/{number}")
async def delete_owner(number: int, session: AsyncSession = Depends(get_session)) -> None:  # error: business-logic-in-route-handler runs a process (lines 23, 24)
    owner = await session.get(Owner, number)
    await session.execute(delete(Item).where(Item.owner_id == number))
    await session.delete(owner)
    await session.commit()


@router.post("/accounts/{number}/close")
async def close_account(number: int, accounts: AccountService = Depends(), teams: TeamService = Depends()) -> None:  # error: business-logic-in-route-handler runs a process (lines 30, 31, 32)
    await teams.remove_member(number)
    await accounts.revoke_tokens(number)
    await accounts.archive(number)


@router.post("/accounts/clean")
async def clean(numbers: list[int], accounts: AccountService = Depends(), teams: TeamService = Depends()) -> None:  # error: business-logic-in-route-handler runs a process
    for number in numbers:
        await teams.remove_member(number)
        await accounts.archive(number)


@router.post("/accounts/{number}/retry")
async def retry(number: int, accounts: AccountService = Depends()) -> Account:  # error: business-logic-in-route-handler decides what happens
    account = await accounts.get(number)
    try:
        await accounts.charge(account)
    except TimeoutError:
        await accounts.suspend(account)
    if account.is_overdue:
        await accounts.block(account)
    return account


@router.post("/accounts/{number}/invite")
async def invite(number: int, tasks: BackgroundTasks, accounts: AccountService = Depends()) -> Account:
    account = await accounts.invite(number)
    tasks.add_task(welcome, account.id)  # ok: tells others what happened
    logger.info("invited %s", account.id)
    record_event("invited", account)
    return account


@router.post("/items")
async def create_item(item: Item, session: AsyncSession = Depends(get_session)) -> Item:
    session.add(item)  # ok: one change, and what belongs to saving it
    await session.commit()
    await session.refresh(item)
    return item


@router.post("/accounts/{number}/token")
async def make_token(number: int, accounts: AccountService = Depends()) -> dict[str, str]:
    account = await accounts.activate(number)
    token = accounts.create_access_token(account)  # ok: made for the answer
    return {"token": token}


@router.put("/accounts/{number}/plan")
async def change_plan(number: int, plan: str, accounts: AccountService = Depends()) -> Account:
    if plan == "none":
        return await accounts.disable(number)  # ok: one of two ways, each a single call
    return await accounts.activate(number)


@router.get("/accounts/{number}")
async def read_account(number: int, accounts: AccountService = Depends()) -> Account:
    account = await accounts.get(number)
    try:
        settings = await accounts.get_settings(account)
    except LookupError:
        settings = await accounts.create_settings(account)  # ok: only gets them
    return account.with_settings(settings)
