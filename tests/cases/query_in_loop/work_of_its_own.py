import logging
from collections.abc import Sequence

import psycopg
import sqlalchemy as sa
from cache_tools import locked_cached
from sqlalchemy import Connection, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session
from sqlalchemy.schema import DropConstraint, DropTable

from shop.models import MODELS, Alert, Customer, Delivery, Order, Parcel, Stock

logger = logging.getLogger(__name__)


def drop_statement(table: str) -> str:
    return f"DROP TABLE IF EXISTS {table}"


def tear_down(connection: psycopg.Connection, tables: list[str]) -> None:
    for table in tables:
        connection.execute(drop_statement(table))  # ok: another text each time


def create_search_table(connection: psycopg.Connection, name: str) -> None:
    connection.execute("select create_search(%s)", (name,))


def set_up(connection: psycopg.Connection, tables: list[str]) -> None:
    for table in tables:
        create_search_table(connection, table)  # ok: tables are made one by one


def without_constraints(connection: Connection, constraints: list[object], tables: list[object]) -> None:
    for constraint in constraints:
        connection.execute(DropConstraint(constraint))  # ok: a definition takes one at a time
    for table in tables:
        connection.execute(DropTable(table))  # ok: likewise


def emit_alert(session: Session, name: str, order: Order) -> None:
    logger.error("alert %s for order %s", name, order.id)
    session.execute(update(Alert).where(Alert.order_id == order.id).values(name=name))


def sweep(session: Session, stuck: list[Order]) -> None:
    for order in stuck:
        session.execute(update(Order).where(Order.id == order.id).values(state="failed"))  # ok: each is an alert
        emit_alert(session, "order_stuck", order)


class Downloads:
    def __init__(self, session: Session) -> None:
        self.session = session

    def stop(self, parcels: list[Parcel], downloads: "Downloads") -> None:
        for parcel in parcels:
            delivery = self.session.get(Delivery, parcel.delivery_id)  # ok: the download costs more
            downloads.cancel_download(delivery)

    def cancel_download(self, delivery: Delivery) -> None:
        raise NotImplementedError


def repaired(session: Session, orders: list[Order]) -> list[int]:
    failed = []
    for order in orders:
        try:
            stock = session.scalar(select(Stock).where(Stock.sku == order.sku))  # ok: each order is undone alone
            stock.count -= order.count
            session.commit()
        except ValueError:
            session.rollback()
            failed.append(order.id)
    return failed


def counted(session: Session, orders: Sequence[Order]) -> int:
    done = 0
    for order in orders:
        try:
            session.query(Stock).filter(Stock.sku == order.sku).update({"count": 0})  # ok: may fail for one
            done += 1
        except Exception:
            logger.exception("order %s", order.id)
    return done


def looked_up(session: Session, orders: Sequence[Order]) -> list[Stock]:
    found = []
    for order in orders:
        try:
            found.append(session.query(Stock).filter(Stock.sku == order.sku).one())  # error: query-in-loop `session.query().filter().one()` asks the database once for each `order`
        except Exception:
            logger.warning("no stock for %s", order.sku)
    return found


@locked_cached(ttl=60)
def load_of(session: Session, customer_id: int) -> int:
    return session.scalar(select(Customer.load).where(Customer.id == customer_id))


def loads(session: Session, customers: list[Customer]) -> list[int]:
    return [load_of(session, customer.id) for customer in customers]  # ok: a decorator keeps the answers


def settled(session: Session, name: str, values: dict[str, str]) -> None:
    session.execute(delete(Stock).where(Stock.sku == name))
    session.query(Stock).filter(Stock.sku == values["sku"]).update({"count": 0})


class StockRepository:
    def __init__(self, session: Session) -> None:
        self.session = session

    def empty(self, sku: str) -> None:
        """Set what is left to nothing."""
        self.session.query(Stock).filter(Stock.sku == sku).update({"count": 0})

    def reconcile(self, sku: str, counted: int) -> None:
        difference = counted - 1
        if difference < 0:
            logger.warning("less than nothing of %s", sku)
        self.session.query(Stock).filter(Stock.sku == sku).update({"count": difference})


def emptied(session: Session, orders: list[Order]) -> None:
    stock = StockRepository(session)
    for order in orders:
        stock.empty(order.sku)  # error: query-in-loop `stock.empty()` leads to `self.session.query().filter().update()`


def reconciled(session: Session, orders: list[Order]) -> None:
    stock = StockRepository(session)
    for order in orders:
        stock.reconcile(order.sku, order.count)  # ok: it does more than to write


def one_row_at_a_time(session: Session, orders: list[Order]) -> None:
    # Delete one row at a time, the table is under load.
    for order in orders:
        session.execute(delete(Order).where(Order.id == order.id))  # ok: a comment says why


def of_one_company(session: Session, keys: list[int]) -> list[Customer | None]:
    """Find the customers, which usually have only a single company."""
    return [session.get(Customer, key) for key in keys]  # ok: the docstring says why


def of_companies(session: Session, keys: list[int]) -> list[Customer | None]:
    """Find the customers of some small companies, that wait for signals."""
    return [session.get(Customer, key) for key in keys]  # error: query-in-loop once for each `key`


def of_tables(session: Session, connection: Connection, entities: list[object], names: list[str]) -> None:
    for entity in entities:
        session.scalars(select(entity.table).where(entity.table.id == entity.id)).all()  # ok: another table each time
        connection.execute(sa.delete(entity.table).where(entity.table.id == entity.id))  # ok: likewise
    for each in names:
        session.execute(update(MODELS[each]).where(MODELS[each].name == each))  # ok: likewise
        session.execute(sa.delete(Alert).where(Alert.name == each))  # error: query-in-loop once for each `each`


async def removed(session: AsyncSession, orders: list[Order]) -> None:
    for order in orders:
        await session.delete(order)  # ok: it waits for the flush
        await session.refresh(order)  # error: query-in-loop once for each `order`


def adopt_orphans(session: Session, keys: list[int]) -> list[Order | None]:
    return [session.get(Order, key) for key in keys]  # ok: a clean-up
