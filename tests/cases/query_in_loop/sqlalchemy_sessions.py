from collections.abc import Iterator
from datetime import date

from fastapi import Depends
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from sqlmodel import Session as ModelSession
from sqlmodel import col
from sqlmodel import select as select_models

from shop.models import Customer, Invoice, Line, Order, Stock, engine

db = SQLAlchemy()
make_session = sessionmaker(engine)


def totals(session: Session, customers: list[Customer]) -> dict[int, int]:
    sums = {}
    for customer in customers:
        query = select(func.sum(Order.total)).where(Order.customer_id == customer.id)
        sums[customer.id] = session.scalar(query) or 0  # error: query-in-loop `session.scalar()` asks the database once for each `customer`; one statement for all of them: select with `.in_(…)`
    return sums


def totals_at_once(session: Session, customers: list[Customer]) -> dict[int, int]:
    keys = [customer.id for customer in customers]
    query = select(Order.customer_id, func.sum(Order.total)).where(Order.customer_id.in_(keys))
    return dict(session.execute(query.group_by(Order.customer_id)).all())  # ok: one query for all


def invoices(session: Session, months: list[date]) -> Iterator[Invoice]:
    for month in months:
        conditions = [Invoice.is_open]
        conditions.append(Invoice.month == month)
        yield from session.query(Invoice).filter(*conditions).all()  # error: query-in-loop `session.query().filter().all()` asks the database once for each `month`; ask once for all of them with `.filter(….in_(…))`, or load a relation with `selectinload`


def of_rows(session: Session) -> list[str]:
    names = []
    for row in session.execute(select(Order)).scalars():  # ok: the query that is looped over runs once
        customer = session.query(Customer).filter_by(id=row.customer_id).one()  # error: query-in-loop once for each `row`
        names.append(customer.name)
    return names


def lines_of(session: Session, orders: list[Order]) -> list[Line]:
    found = []
    for order in orders:
        for line in session.query(Line).filter(Line.order_id == order.id):  # error: query-in-loop asks the database once for each `order`
            found.append(line)
    return found


def restock(session: Session, deliveries: dict[str, int]) -> None:
    for sku, amount in deliveries.items():
        session.execute(update(Stock).where(Stock.sku == sku).values(amount=amount))  # error: query-in-loop `session.execute()` asks the database once for each `sku` and `amount`; one statement for all of them: select with `.in_(…)`, write with `session.execute(statement, rows)`


def restock_at_once(session: Session, deliveries: dict[str, int]) -> None:
    rows = [{"key": sku, "new": amount} for sku, amount in deliveries.items()]
    statement = update(Stock).where(Stock.sku == bindparam("key")).values(amount=bindparam("new"))
    session.connection().execute(statement, rows)  # ok: one statement for all rows


def remove(session: Session, orders: list[Order]) -> None:
    for order in orders:
        session.query(Line).filter(Line.order_id == order.id).delete()  # error: query-in-loop writes to the database once for each `order`
        session.delete(order)  # ok: written with the next flush, all in one
    session.commit()  # ok: once, after the loop


def add_all(session: Session, names: list[str]) -> list[Customer]:
    made = []
    for name in names:
        customer = Customer(name=name)
        session.add(customer)  # ok: nothing is sent yet
        session.flush()  # ok: it is needed where the key is
        made.append(customer)
    session.commit()
    return made


def refreshed(session: ModelSession, customers: list[Customer]) -> None:
    session.commit()
    for customer in customers:
        session.refresh(customer)  # error: query-in-loop select them all at once, or set `expire_on_commit=False`


def models(session: ModelSession, keys: list[int]) -> list[Customer]:
    return [
        session.exec(select_models(Customer).where(Customer.id == key)).one()  # error: query-in-loop select with `col(…).in_(…)`
        for key in keys
    ]


def models_at_once(session: ModelSession, keys: list[int]) -> list[Customer]:
    query = select_models(Customer).where(col(Customer.id).in_(keys))
    return [customer for customer in session.exec(query)]  # ok: one query, looped over


async def by_connection(connection: AsyncConnection, orders: list[Order]) -> None:
    for order in orders:
        await connection.execute(delete(Line).where(Line.order_id == order.id))  # error: query-in-loop `connection.execute(statement, rows)`


def raw(connection: Connection, keys: list[int]) -> list[str]:
    names = []
    for key in keys:
        row = connection.execute(text("select name from customer where id = :id"), {"id": key})  # error: query-in-loop `connection.execute()` asks the database once for each `key`
        names.append(row.scalar_one())
    return names


def priced(connection: Connection, prices: dict[int, int]) -> None:
    for key, price in prices.items():
        connection.execute(text("update stock set price = :price where id = :key"), {"key": key, "price": price})  # error: query-in-loop once for each `key` and `price`


def unrelated(session: Session, orders: list[Order]) -> int:
    seen = 0
    for order in orders:
        if order.is_open:
            seen += session.scalar(select(func.count(Stock.sku))) or 0  # ok: it asks nothing about the element
    return seen


def of_flask(keys: list[int]) -> list[object]:
    return [db.session.get(Customer, key) for key in keys]  # error: query-in-loop `db.session.get()` asks the database once for each `key`


def scoped(session: scoped_session[Session], keys: list[int]) -> None:
    for key in keys:
        session.execute(insert(Stock).values(sku=key))  # error: query-in-loop
        session.commit()  # error: query-in-loop commits once for each `key`


def injected(keys: list[int], session: Session = Depends(make_session)) -> list[object]:
    return [session.get(Customer, key) for key in keys]  # error: query-in-loop once for each `key`


class Repository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def one(self, key: int) -> Customer | None:
        return await self.session.get(Customer, key)

    async def many(self, keys: list[int]) -> list[Customer]:
        found = []
        for key in keys:
            customer = await self.one(key)  # error: query-in-loop `self.one()` leads to `self.session.get()`
            if customer is not None:
                found.append(customer)
        return found


def each_in_its_own(engine: Engine, keys: list[int]) -> None:
    for key in keys:
        with Session(engine) as own:
            own.add(Stock(sku=str(key)))
            own.commit()  # ok: a session for each


def of_any_table(session: Session, rows: list[Line]) -> list[object]:
    tables = {"order": Order, "customer": Customer}
    return [session.query(tables[row.kind]).filter_by(id=row.key).one() for row in rows]  # ok: another table each time


def as_observed(session: Session, rows: list[Stock]) -> None:
    for row in rows:
        is_same = Stock.amount == row.amount if row.amount is not None else Stock.amount.is_(None)
        session.execute(update(Stock).where(Stock.sku == row.sku, is_same).values(amount=0))  # ok: two things are compared
