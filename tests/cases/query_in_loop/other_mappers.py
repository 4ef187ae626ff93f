from beanie import Document
from beanie.operators import In
from mongoengine import Document as MongoDocument
from peewee import Model, SqliteDatabase
from tortoise.models import Model as TortoiseModel

db = SqliteDatabase("shop.db")


class Order(Model):
    pass


class Customer(TortoiseModel):
    pass


class Invoice(Document):
    number: int


class Product(MongoDocument):
    pass


def of_peewee(keys: list[int]) -> list[int]:
    totals = []
    for key in keys:
        order = Order.get_by_id(key)  # error: query-in-loop `Order.get_by_id()` asks the database once for each `key`
        totals.append(Order.select().where(Order.parent == order).count())  # error: query-in-loop load a relation with `prefetch`
    return totals


def write(rows: list[dict[str, int]]) -> None:
    for row in rows:
        Order.create(**row)  # error: query-in-loop write them all with `insert_many`, `bulk_create` or `bulk_update`
    for row in rows:
        Order.update(total=0).where(Order.id == row["id"]).execute()  # error: query-in-loop
    Order.insert_many(rows).execute()  # ok: one statement
    with db.atomic():
        for row in rows:
            Order(**row).save()  # error: query-in-loop


async def of_tortoise(names: list[str]) -> list[Customer]:
    found = []
    for name in names:
        customer = await Customer.get_or_none(name=name)  # error: query-in-loop `Customer.get_or_none()` asks the database once for each `name`
        if customer is not None:
            found.append(customer)
    return found


async def made(names: list[str]) -> list[Customer]:
    found = []
    for name in names:
        customer = await Customer.get_or_none(name=name)  # error: query-in-loop once for each `name`
        if customer is None:
            customer = await Customer.create(name=name)  # error: query-in-loop `Customer.create()`
        found.append(customer)
    return found


async def registered(names: list[str]) -> None:
    for name in names:
        await Customer.create(name=name)  # error: query-in-loop writes to the database once for each `name`


async def of_beanie(ids: list[str]) -> list[Invoice | None]:
    wanted = await Invoice.find(In(Invoice.id, ids)).to_list()  # ok: one query
    if wanted:
        return wanted
    return [await Invoice.get(each) for each in ids]  # error: query-in-loop ask once for all of them with `find(In(…, …))`


async def raise_numbers(ids: list[str]) -> None:
    for each in ids:
        invoice = Invoice(id=each, number=1)
        await invoice.save()  # error: query-in-loop write them all with `insert_many`, or in a `BulkWriter`


def of_mongoengine(skus: list[str]) -> list[object]:
    return [Product.objects(sku=sku).first() for sku in skus]  # error: query-in-loop
