from asgiref.sync import sync_to_async
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import models, transaction
from django.shortcuts import get_object_or_404


class OpenOrders(models.Manager):
    async def first_open(self):
        return self.filter(open=True).first()  # error: blocking-call-in-async django.db.models.QuerySet.first


class Order(models.Model):
    number = models.IntegerField()
    open = models.BooleanField(default=True)

    async def close(self):
        self.open = False
        self.save(update_fields=["open"])  # error: blocking-call-in-async django.db.models.Model.save


async def order(request, number):
    return Order.objects.get(number=number)  # error: blocking-call-in-async django.db.models.Manager.get waits for the database


async def orders(request):
    found = Order.objects.filter(open=True).order_by("number")  # ok: builds a query
    for each in found:  # error: blocking-call-in-async `for … in found`
        print(each)
    return found.count()  # error: blocking-call-in-async django.db.models.QuerySet.count


async def numbers(request):
    return [each.number for each in Order.objects.all()]  # error: blocking-call-in-async django.db.models.QuerySet


async def everything(request):
    found = Order.objects.filter(open=True)
    first = next(Order.objects.iterator())  # error: blocking-call-in-async `for … in Order.objects.iterator()`
    newest = sorted(found, key=lambda order: order.number)  # error: blocking-call-in-async django.db.models.QuerySet
    return list(found), first, newest  # error: blocking-call-in-async `for … in found` blocks the event loop


async def place(request):
    with transaction.atomic():  # error: blocking-call-in-async `with transaction.atomic()`
        fresh = Order(number=1)
        fresh.save()  # error: blocking-call-in-async django.db.models.Model.save
    Order.objects.create(number=2)  # error: blocking-call-in-async django.db.models.Manager.create
    return fresh


async def login(request, name, secret):
    user = authenticate(request, username=name, password=secret)  # error: blocking-call-in-async django.contrib.auth.authenticate
    cache.set("last", name)  # error: blocking-call-in-async django.core.cache
    send_mail("Welcome", "…", None, [name])  # error: blocking-call-in-async django.core.mail.send_mail
    return user


async def shown(request, number):
    return get_object_or_404(Order, number=number)  # error: blocking-call-in-async django.shortcuts.get_object_or_404


async def order_as_it_should_be(request, number):
    found = await Order.objects.aget(number=number)  # ok: awaited
    async for each in Order.objects.filter(open=True):  # ok: an async loop
        await each.asave()
    await sync_to_async(found.save)()  # ok: handed to a thread
    await cache.aset("last", number)  # ok: awaited
    return found
