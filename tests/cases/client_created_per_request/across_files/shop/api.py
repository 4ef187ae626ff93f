from fastapi import APIRouter

from shop import clients
from shop.clients import DailyReport, Gateway, Lazy, Probe, Rates as CurrentRates, Shared, post_later

router = APIRouter()
lazy = Lazy()


@router.get("/rates")
async def read_rates() -> object:
    return await CurrentRates().read()


@router.get("/report")
async def write_report() -> None:
    async with DailyReport():
        pass


@router.post("/notify")
async def notify() -> None:  # ok: reported where the client is made
    await post_later("a")


@router.get("/probe")
async def probe() -> None:
    Shared()
    await lazy.client.get("https://shop.example")
    await Probe().client.get("https://shop.example")
    await clients.named("shop").get("https://shop.example")


@router.get("/gateway")
async def gateway() -> None:
    async with Gateway() as own:  # missed: no library is named in this file
        await own.get("https://shop.example")
