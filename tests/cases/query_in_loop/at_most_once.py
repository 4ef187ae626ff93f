import contextlib
import logging

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

from shop.models import Customer, Order, Slug

logger = logging.getLogger(__name__)


def first_match(session: Session, orders: list[Order]) -> object:
    for order in orders:
        if order.is_open:
            return session.get(Customer, order.customer_id)  # ok: once, then the loop is left
    return None


def until_found(session: Session, emails: list[str]) -> Customer | None:
    for email in emails:
        found = session.scalar(select(Customer).where(Customer.email == email))  # ok: a search that ends with what it found
        if found is not None:
            return found
    return None


def free_name(session: Session, candidates: list[str]) -> str:
    for name in candidates:
        if not session.query(Slug).filter_by(name=name).count():  # ok: a search, too
            return name
    raise LookupError


def all_there(session: Session, keys: list[int]) -> list[Order]:
    orders = []
    for key in keys:
        order = session.get(Order, key)  # error: query-in-loop once for each `key`
        if order is None:
            raise LookupError(key)
        orders.append(order)
    return orders


def refused(session: Session, orders: list[Order]) -> None:
    for order in orders:
        if order.total < 0:
            session.execute(update(Order).where(Order.id == order.id).values(bad=True))  # ok: once, then the loop is left
            raise ValueError(order.id)


def when_it_fails(session: Session, orders: list[Order]) -> None:
    for order in orders:
        try:
            order.close()
        except ValueError:
            session.execute(update(Order).where(Order.id == order.id).values(bad=True))  # ok: only what fails


def remembered(session: Session, orders: list[Order]) -> list[object]:
    customers: dict[int, object] = {}
    for order in orders:
        if order.customer_id not in customers:
            customers[order.customer_id] = session.get(Customer, order.customer_id)  # ok: once for each customer
    return [customers[order.customer_id] for order in orders]


def looked_up(session: Session, names: list[str]) -> list[Customer]:
    found = []
    for name in names:
        try:
            found.append(session.execute(select(Customer).where(Customer.name == name)).scalar_one())  # error: query-in-loop once for each `name`
        except NoResultFound:
            logger.warning("no customer %s", name)
    return found


def alone(session: Session, orders: list[Order]) -> None:
    for order in orders:
        try:
            order.close()
            session.commit()  # ok: one that fails must not undo the others
        except IntegrityError:
            session.rollback()


def savepoints(session: Session, keys: list[int]) -> int:
    added = 0
    for key in keys:
        with session.begin_nested():
            session.execute(update(Order).where(Order.id == key).values(open=False))  # ok: each is undone alone
            added += 1
    return added


def of_its_own(factory: Factory, orders: list[Order]) -> None:
    for order in orders:
        with Session(factory.engine) as session:
            session.add(order)
            session.commit()  # ok: a session for each, on purpose


def inside_a_function(session: Session, keys: list[int]) -> list[object]:
    readers = []
    for key in keys:

        def read(key: int = key) -> object:
            return session.get(Order, key)  # ok: run by whoever calls it

        readers.append(read)
        readers.append(lambda key=key: session.get(Order, key))  # ok: likewise
    return readers


def of_one_field(session: Session, order: Order, changes: dict[str, int]) -> None:
    for field, value in changes.items():
        if field == "customer_id" and not session.get(Customer, value):  # ok: one of the fields is named so
            raise LookupError(value)
        if field == "parent_id":
            order.parent = session.get(Order, value)  # ok: one of the fields is named so
        else:
            setattr(order, field, value)


def by_answer(session: Session, keys: list[int]) -> str:
    mode = "none"
    for key in keys:
        order = session.get(Order, key)  # ok: a search that ends with what was read from the answer
        settings = order.settings if order else {}
        if settings.get("mode") == "wiki":
            mode = "wiki"
            break
    return mode


def rolled_back(session: Session, orders: list[Order]) -> None:
    for order in orders:
        try:
            order.close()
        except ValueError:
            session.rollback()
        session.commit()  # ok: one that fails must not undo the others


def suppressed(session: Session, keys: list[int]) -> list[Order]:
    found = []
    for key in keys:
        with contextlib.suppress(IntegrityError):
            session.execute(update(Order).where(Order.id == key).values(open=False))  # ok: one that fails must not stop the others
    for key in keys:
        with contextlib.suppress(NoResultFound):
            found.append(session.execute(select(Order).where(Order.id == key)).scalar_one())  # error: query-in-loop once for each `key`
    return found


def slugs(session: Session, names: list[str]) -> None:
    for name in names:
        slug = name
        while session.scalar(select(Slug).where(Slug.name == slug)):  # ok: a search for a free one
            slug = f"{slug}-"
        session.execute(update(Slug).where(Slug.name == name).values(slug=slug))  # error: query-in-loop once for each `name`


def by_name_or_key(session: Session, keys: list[str]) -> list[Customer]:
    found = []
    for key in keys:
        customer = session.scalar(select(Customer).where(Customer.name == key))  # error: query-in-loop once for each `key`
        if not customer:
            customer = session.scalar(select(Customer).where(Customer.email == key))  # ok: only for what the first doesn't find
        found.append(customer)
    return found


def completed(session: Session, orders: list[Order]) -> None:
    for order in orders:
        customer = order.customer
        if customer is None:
            customer = session.get(Customer, order.customer_id)  # error: query-in-loop once for each `order`
        order.name = customer.name


def customer_named(session: Session, name: str, known: dict[str, object]) -> object:
    if name in known:
        return known[name]
    known[name] = session.scalar(select(Customer).where(Customer.name == name))
    return known[name]


def customer_anew(session: Session, name: str) -> object:
    known: dict[str, object] = {}
    known[name] = session.scalar(select(Customer).where(Customer.name == name))
    return known.get(name)


def by_helper(session: Session, names: list[str]) -> None:
    known: dict[str, object] = {}
    found = [customer_named(session, name, known) for name in names]  # ok: the helper asks once for each name
    found += [customer_anew(session, name) for name in names]  # error: query-in-loop `customer_anew()` leads to
