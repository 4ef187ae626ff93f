import asyncio
from datetime import date

from acme.catalog import Catalog, price_of, warm
from acme.catalog import price_of as catalog_price
from acme.catalog.client import AsyncCatalog
from acme.catalog.models import Article, Note
from pricing_rules import Discounts
from pricing_rules import Tariff
from pricing_rules.tariff import load_tariff

from orders.clients.fx import Rates, current_table, rate_on, rate_of_today, table_of_the_process

catalog = Catalog("https://catalog.internal")
async_catalog = AsyncCatalog("https://catalog.internal")
convert = rate_of_today


async def list_price(sku: str) -> float:
    return price_of(sku)  # error: blocking-call-in-async httpx.Client.get


async def list_price_by_alias(sku: str) -> float:
    return catalog_price(sku)  # error: blocking-call-in-async httpx.Client.get


async def list_price_in_a_thread(sku: str) -> float:
    return await asyncio.to_thread(price_of, sku)  # ok: handed to a thread


async def article(sku: str) -> Article:
    return catalog.article(sku)  # error: blocking-call-in-async httpx.Client.get


async def article_by_twin(sku: str) -> Article:
    return await async_catalog.article(sku)  # ok: awaited, an async twin


async def articles(skus: list[str]) -> list[Article]:
    return [catalog.article(sku) for sku in skus]  # error: blocking-call-in-async httpx.Client.get


async def cheapest(skus: list[str]) -> str:
    return min(skus, key=lambda sku: price_of(sku))  # error: blocking-call-in-async httpx.Client.get


async def dearest(skus: list[str]) -> str:
    return max(skus, key=price_of)  # error: blocking-call-in-async httpx.Client.get


async def prices(skus: list[str]) -> list[float]:
    return list(map(catalog_price, skus))  # error: blocking-call-in-async httpx.Client.get


async def affordable(skus: list[str], budget: float) -> bool:
    return any(price_of(sku) < budget for sku in skus)  # error: blocking-call-in-async httpx.Client.get


async def by_label(found: list[Article]) -> list[Article]:
    return sorted(found, key=lambda each: each.label)  # ok: computes only


async def total(skus: list[str]) -> float:
    return sum(price_of(sku) for sku in skus if sku)  # error: blocking-call-in-async httpx.Client.get


async def by_sku(skus: list[str]) -> dict[str, Article]:
    return {sku: catalog.article(sku) for sku in skus}  # error: blocking-call-in-async httpx.Client.get


async def in_euro(amount: float, currency: str) -> float:
    return amount * convert(currency)  # error: blocking-call-in-async requests.get


async def in_euro_then(amount: float, currency: str, day: date) -> float:
    return amount * rate_on(day, currency)  # ok: memoised, blocks once for each day


async def in_euro_by_table(amount: float, currency: str) -> float:
    return amount * table_of_the_process()[currency]  # ok: behind a guard that lets it run once


async def in_euro_today(amount: float, currency: str) -> float:
    rates = Rates(date.today())  # ok: asks with its first use
    return amount * rates.table[currency]  # error: blocking-call-in-async requests.get


async def discounted(amount: float, customer: int) -> float:
    discounts = Discounts.of(customer)  # error: blocking-call-in-async sqlite3.connect
    return discounts.apply(amount)  # ok: computes only


async def tariff(country: str) -> Tariff:
    return load_tariff(country)  # error: blocking-call-in-async pathlib.Path.read_text


async def tariff_of_a_country(country: str) -> float:
    return Tariff({"DE": 0.19}).rate(country)  # ok: computes only


async def warmed() -> None:
    warm()  # error: blocking-call-in-async httpx.Client.get


async def described(sku: str) -> str:
    def described_article(found: Article) -> str:
        return f"{found.label}: {found.price}"  # ok: computes only

    def loaded() -> Article:
        return catalog.article(sku)  # ok: on no loop until it is called

    return described_article(loaded())  # error: blocking-call-in-async httpx.Client.get


async def names(skus: list[str]) -> list[str]:
    return catalog.names(skus)  # error: blocking-call-in-async httpx.Client.get


async def in_euro_by_fresh_table(amount: float, currency: str) -> float:
    return amount * current_table()[currency]  # error: blocking-call-in-async requests.get


async def noted(note: Note) -> str:
    return note.text  # error: blocking-call-in-async pathlib.Path.read_text


async def note_down(note: Note, text: str) -> None:
    note.text = text  # ok: kept in memory


async def save(note: Note) -> None:
    note.save()  # error: blocking-call-in-async pathlib.Path.write_text


async def labels(skus: list[str]) -> list[str]:
    found = [Article(sku, "", 0.0) for sku in skus]
    return await asyncio.to_thread(list, (each.label for each in found))  # ok: in a thread, and in memory


async def all_labels() -> list[str]:
    return await asyncio.to_thread(list, (each.label for each in catalog.all()))  # error: blocking-call-in-async httpx.Client.get


async def full_text(found: Article) -> str:
    return found.description  # error: blocking-call-in-async pathlib.Path.read_text


async def short_text(found: Article) -> str:
    return found.label  # ok: computes only


async def described_in_a_thread(sku: str) -> str:
    def load() -> str:
        return catalog.article(sku).label  # ok: handed to a thread below

    return await asyncio.to_thread(load)  # ok: handed to a thread
