from django.core.cache import cache
from django.db import connection, models, transaction
from django.shortcuts import get_object_or_404


class Customer(models.Model):
    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    total = models.IntegerField()
    number = models.IntegerField()

    def save(self, *args, **kwargs):
        if not self.number:
            self.number = Order.objects.filter(customer=self.customer).count() + 1
        super().save(*args, **kwargs)


def names(keys):
    found = {}
    for key in keys:
        found[key] = Customer.objects.get(pk=key).name  # error: query-in-loop `Customer.objects.get()` asks the database once for each `key`; ask once for all of them with `__in` or `in_bulk`, or load a relation with `prefetch_related` or `select_related`
    return found


def names_at_once(keys):
    return {key: customer.name for key, customer in Customer.objects.in_bulk(keys).items()}  # ok: one query


def orders_of(customers):
    for customer in customers:
        customer.has_orders = Order.objects.filter(customer=customer).exists()  # error: query-in-loop `Order.objects.filter().exists()` asks the database once for each `customer`
        for order in Order.objects.filter(customer=customer).order_by("-total"):  # error: query-in-loop once for each `customer`
            yield order


def lazily(customers):
    querysets = []
    for customer in customers:
        querysets.append(Order.objects.filter(customer=customer))  # ok: nothing is asked yet
    return querysets[0].union(*querysets[1:])


def retire():
    for customer in Customer.objects.filter(is_active=True):
        customer.is_active = False
        customer.save()  # error: query-in-loop `customer.save()` writes to the database once for each `customer`; write them all with `bulk_update` or `bulk_create` after the loop


def retire_at_once():
    customers = list(Customer.objects.filter(is_active=True))
    for customer in customers:
        customer.is_active = False
    Customer.objects.bulk_update(customers, ["is_active"])  # ok: one statement for all


def forget():
    inactive = Customer.objects.filter(is_active=False).select_related("owner")
    for customer in inactive:
        customer.delete()  # error: query-in-loop delete them all with one `.filter(…__in=…).delete()`


def rows():
    for row in Order.objects.values("customer_id", "total"):
        row.update(total=row["total"] * 2)  # ok: a row is a dict, and nothing is written


def take(customer, lines):
    for line in lines:
        Order.objects.create(customer=customer, total=line["total"], number=line["number"])  # ok: orders have a `save` of their own, which `bulk_create` leaves out
        Customer.objects.create(name=line["name"])  # error: query-in-loop `bulk_create`


def register(names: list[str]) -> None:
    for name in names:
        Customer.objects.create(name=name)  # error: query-in-loop make them in a list and write that with `bulk_create`


def of_a_form(request):
    for name in request.POST.getlist("names"):
        Customer.objects.create(name=name)  # error: query-in-loop `bulk_create`


def take_at_once(customer, lines):
    orders = [Order(customer=customer, **line) for line in lines]  # ok: nothing is written yet
    Order.objects.bulk_create(orders)


def numbered(customer, totals):
    for total in totals:
        order = Order(customer=customer, total=total)
        order.save()  # missed: a `save` of its own, which asks for a number


def imported(records):
    for record in records:
        Customer.objects.update_or_create(name=record["name"], defaults=record)  # ok: no plain way does it for many


def posted(request):
    for key in request.POST.getlist("customers"):
        customer = get_object_or_404(Customer, pk=key)  # error: query-in-loop once for each `key`
        Order.objects.filter(customer=customer).update(total=0)  # error: query-in-loop once for each `key`


def emptied(customers: list[Customer]) -> None:
    for customer in customers:
        Order.objects.filter(customer=customer).update(total=0)  # error: query-in-loop write all of them with one `.filter(…__in=…)`


def of_any_model(permissions):
    for model, key in permissions:
        get_object_or_404(model, pk=key)  # ok: another table each time


async def asynchronous(keys):
    return [await Customer.objects.aget(pk=key) for key in keys]  # error: query-in-loop `Customer.objects.aget()`


def cached(keys):
    prices = {}
    for key in keys:
        prices[key] = cache.get(f"price:{key}")  # error: query-in-loop `cache.get()` asks the cache once for each `key`; ask once for all keys with `get_many`
    return prices


def forgotten(keys: list[str]) -> None:
    for key in keys:
        cache.delete(f"price:{key}")  # error: query-in-loop write them all with `set_many` or `delete_many`


def by_cursor(keys: list[int]) -> None:
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("update shop_order set total = 0 where id = %s", [key])  # error: query-in-loop `cursor.execute()` asks the database once for each `key`
        cursor.executemany("delete from shop_order where id = %s", [[key] for key in keys])  # ok: all at once


@transaction.atomic
def in_a_dict(orders, prices):
    for order in orders:
        order.total = prices.get(order.number)  # ok: `prices` is a dict, for all that is known
        order.save()  # missed: nobody says what `orders` are
