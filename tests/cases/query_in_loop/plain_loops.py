import time

from django.db import models
from django.db.models import F, Sum
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shop.models import Stock


class Customer(models.Model):
    name = models.CharField(max_length=80)
    orders = models.IntegerField()


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    day = models.DateField()


def discount(customer):
    return customer.name.upper()


def archive(order):
    order.archived = True


def renamed():
    for customer in Customer.objects.filter(name=""):
        customer.name = "unknown"
        customer.save()  # error: query-in-loop `customer.save()` writes to the database once for each `customer`


def with_rule():
    for customer in Customer.objects.all():
        customer.name = discount(customer)
        customer.save()  # error: query-in-loop once for each `customer`


def in_two_ways():
    for customer in Customer.objects.all():
        if customer.name:
            customer.name = customer.name.strip()
            customer.save()  # error: query-in-loop once for each `customer`
        else:
            customer.delete()  # error: query-in-loop delete them all


def passed_over():
    for customer in Customer.objects.all():
        if customer.name:
            continue
        customer.delete()  # error: query-in-loop delete them all with one `.filter(…__in=…).delete()`


def counted_up(keys):
    for key in keys:
        Customer.objects.filter(pk=key).update(orders=F("orders") + 1)  # ok: it hangs on what is written


def taken(session: Session, sold: list[str]) -> None:
    for sku in sold:
        session.execute(update(Stock).where(Stock.sku == sku).values(count=Stock.count - 1))  # ok: likewise


def slowly():
    for customer in Customer.objects.all():
        customer.delete()  # ok: it takes its time on purpose
        time.sleep(1)


def stored(files):
    for file in files:
        Customer.objects.create(name=file)  # ok: files are stored one by one


def with_reason():
    # Signals have to run for each customer.
    for customer in Customer.objects.all():
        customer.delete()  # ok: a comment says why


def until_then(days):
    return [Order.objects.filter(day__lt=day).count() for day in days]  # ok: no plain query for many


def totals(customers):
    sums = {}
    for customer in customers:
        sums[customer.pk] = Order.objects.filter(customer=customer).aggregate(Sum("total"))  # error: query-in-loop once for each `customer`
    return sums


def newest(customers):
    return [Order.objects.filter(customer=each).order_by("-day").first() for each in customers]  # ok: one of each group


def locked(keys):
    return [Customer.objects.select_for_update().get(pk=key) for key in keys]  # ok: each is locked


def searched(session: Session, words: list[str]) -> list[object]:
    return [session.scalars(select(Stock).where(Stock.sku.ilike(word))).all() for word in words]  # ok: a search


def acted_on(keys):
    for key in keys:
        order = Order.objects.get(pk=key)  # error: query-in-loop once for each `key`
        archive(order)


def of_parts(links):
    for link in links:
        if link.kind == "order":
            link.row = Order.objects.get(pk=link.key)  # missed: another table for each kind
        elif link.kind == "customer":
            link.row = Customer.objects.get(pk=link.key)  # missed: likewise
        elif link.kind == "none":
            link.row = None


def made(names):
    for name in names:
        if not Customer.objects.filter(name=name).exists():  # error: query-in-loop once for each `name`
            Customer.objects.create(name=name)  # error: query-in-loop `bulk_create`


def customer_of(key, known=None):
    if known is not None:
        return known[key]
    return Customer.objects.get(pk=key)


def checked(key):
    if not Customer.objects.filter(pk=key).exists():
        raise LookupError(key)


def by_helpers(keys):
    for key in keys:
        checked(key)  # missed: nobody takes an answer
    found = []
    for key in keys:
        found.append(customer_of(key))  # error: query-in-loop `customer_of()` leads to `Customer.objects.get()`
    return found


def down_the_tree(key):
    return [down_the_tree(order.pk) for order in Order.objects.filter(customer=key)]  # ok: the next level isn't known before


def of_one_record(data):
    for key, value in data.items():
        data[key] = Customer.objects.get(name=value)  # ok: the fields of one record


def raised():
    for customer in Customer.objects.all():
        customer.orders += 1
        customer.save()  # error: query-in-loop once for each `customer`


def first_ones(count):
    for customer in Customer.objects.all():
        customer.delete()  # ok: it stops when there are enough
        if customer.pk > count:
            return


def numbered_steps(names):
    tiers = [name.lower() for name in ("Fast", "Slow")]
    return [Customer.objects.get(name=tier) for tier in tiers]  # ok: made from what is written out


def assign_customer(key):
    return Customer.objects.get(pk=key)


def assigned(keys):
    return [assign_customer(key) for key in keys]  # missed: named as what changes something


def photographed(images):
    return [Customer.objects.get(pk=image.owner) for image in images]  # missed: what is read beside a file costs little


def logged(log):
    for customer in Customer.objects.all():
        log.info("away with %s", customer.pk)
        customer.delete()  # error: query-in-loop delete them all with one
