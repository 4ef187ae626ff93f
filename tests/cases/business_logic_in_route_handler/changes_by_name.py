from threading import Thread

from fastapi import APIRouter, Depends
from shop.db import Session, get_session
from shop.imports import ImportService, run_import
from shop.passwords import password_reset_service_factory
from shop.wallets import Wallet, WalletService

router = APIRouter()


def _adapt_wallet(wallet: Wallet, version: int) -> None:
    if version < 2:
        wallet.currency = "EUR"


def patch_wallet(wallet: Wallet, version: int) -> None:
    _adapt_wallet(wallet, version)


@router.post("/wallets/apply")
def apply(plan: str, version: int, wallets: WalletService = Depends()) -> Wallet:
    wallet = wallets.create(plan)
    patch_wallet(wallet, version)  # ok: only adapts the result
    return wallet


@router.post("/wallets/update")
def update(plan: str, version: int, wallets: WalletService = Depends()) -> Wallet:
    wallet = wallets.update(plan)
    patch_wallet(wallet, version)
    return wallet


@router.post("/password")
def reset_password(mail: str, token: str) -> None:
    service = password_reset_service_factory()  # ok: makes what is called next
    service.reset_password(mail, token)


@router.post("/wallets")
def open_wallet(data: str, session: Session = Depends(get_session), wallets: WalletService = Depends()) -> Wallet:
    wallet = wallets.create(data)
    session.add(wallet)  # ok: keeps what was created
    session.commit()
    return wallet


@router.post("/imports")
def start_import(name: str, imports: ImportService = Depends()) -> int:
    record = imports.create(name)
    thread = Thread(target=run_import, args=[record])
    thread.start()  # ok: hands the work over
    return record.number


@router.post("/wallets/{number}/close")
async def close_wallet(number: int, wallets: WalletService = Depends()) -> None:  # error: business-logic-in-route-handler runs a process (lines 59, 60)
    wallet = await wallets.aupdate(number)
    await wallets.bulk_delete_entries(wallet)
