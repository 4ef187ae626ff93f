from functools import lru_cache

from django.core.cache import cache
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from shop.models import Customer, Line, Order


def customer(session: Session, key: int) -> Customer | None:
    return session.get(Customer, key)


def named_customer(session: Session, key: int) -> Customer | None:
    """A customer by its key."""
    return customer(session, key)


def customer_or_raise(session: Session, key: int) -> Customer:
    found = customer(session, key)
    if found is None:
        raise LookupError(key)
    return found


def any_open(session: Session) -> int:
    return session.scalar(select(func.count(Order.id))) or 0


def labelled(session: Session, order: Order, label: str) -> str:
    if any_open(session):
        return f"{label} {order.number}"
    return label


@lru_cache
def rate(currency: str) -> int:
    with Session() as session:
        return session.scalar(select(Order.rate).where(Order.currency == currency)) or 1


def language(session: Session, code: str) -> object:
    known = cache.get(f"language:{code}")
    if known is None:
        known = session.scalar(select(Customer).where(Customer.language == code))
        cache.set(f"language:{code}", known)
    return known


def one(session: Session, query: Select[tuple[Order]]) -> Order | None:
    return session.scalars(query).first()


def lines_of(session: Session, keys: list[int]) -> list[Line]:
    return [line for key in keys for line in session.scalars(select(Line).where(Line.id == key))]  # error: query-in-loop once for each `key`


class Account:
    def __init__(self, session: Session, key: int) -> None:
        self.session = session
        self.key = key

    def balance(self) -> int:
        query = select(func.sum(Order.total)).where(Order.customer_id == self.key)
        return self.session.scalar(query) or 0

    def name(self) -> str:
        return f"account {self.key}"


def all_of(session: Session, orders: list[Order]) -> None:
    for order in orders:
        order.customer = customer(session, order.customer_id)  # error: query-in-loop `customer()` leads to `session.get()` (helpers.py:11), which asks the database once for each `order`
        order.owner = customer_or_raise(session, order.customer_id)  # missed: by way of a function that does more than to pass on
        order.known = named_customer(session, order.customer_id)  # error: query-in-loop `named_customer()` leads to `session.get()` (helpers.py:11)
        order.others = any_open(session)  # ok: it is given nothing of the element
        order.label = labelled(session, order, "order")  # ok: the element doesn't say what is asked for
        order.rate = rate(order.currency)  # ok: asked once for each currency
        order.language = language(session, order.language)  # ok: kept in a cache
        order.child = one(session, select(Order).where(Order.parent_id == order.id))  # error: query-in-loop `one()` leads to `session.scalars()`
        order.lines = lines_of(session, order.line_ids)  # ok: reported where the loop stands


def statements(session: Session, queries: list[Select[tuple[Order]]]) -> list[Order | None]:
    return [one(session, query) for query in queries]  # ok: the element is the statement


def tenants(sessions: dict[str, Session], keys: dict[str, int]) -> None:
    for tenant, key in keys.items():
        session = sessions[tenant]
        customer(session, key)  # ok: another database each time
        session.get(Customer, key)  # ok: likewise


def of_any_table(session: Session, models: dict[str, type[Order]], kinds: list[str]) -> int:
    found = 0
    for kind in kinds:
        model = models[kind]
        query = select(func.count()).select_from(model)
        found += session.scalar(query) or 0  # ok: another table each time
        visible = select(model).where(model.is_open)
        visible = visible.where(model.kind == kind)
        found += len(session.scalars(visible).all())  # ok: another table each time
    return found


def with_constants(session: Session, orders: list[Order]) -> None:
    for order in orders:
        note(session, order, save=False)  # ok: so it writes nothing
    for order in orders:
        note(session, order)  # error: query-in-loop `note()` leads to `session.commit()`


def note(session: Session, order: Order, save: bool = True) -> None:
    order.noted = True
    if save:
        session.commit()


def balances(session: Session, keys: list[int]) -> list[int]:
    accounts = [Account(session, key) for key in keys]  # ok: nothing is asked yet
    for key in keys:
        account = Account(session, key)
        print(account.balance())  # error: query-in-loop `account.balance()` leads to `self.session.scalar()`
    for key in keys:
        account = Account(session, key)
        print(account.name(), account.balance())  # error: query-in-loop `account.balance()` leads to
    return [account.balance() for account in accounts]  # missed: nobody says what the list holds
