from django.db import models
from django_lifecycle import AFTER_SAVE, LifecycleModelMixin, hook


class Base(LifecycleModelMixin, models.Model):
    class Meta:
        abstract = True


class Order(Base):
    total = models.IntegerField()


class Parcel(models.Model):
    weight = models.IntegerField()

    @hook(AFTER_SAVE)
    def tell(self):
        print(self.weight)


class Stock(models.Model):
    count = models.IntegerField()


def settle():
    for order in Order.objects.all():
        order.total = 0
        order.save()  # ok: a hook may wait for each that is saved
    for parcel in Parcel.objects.all():
        parcel.weight = 0
        parcel.save()  # ok: a hook waits for each that is saved
    for stock in Stock.objects.all():
        stock.count = 0
        stock.save()  # error: query-in-loop `stock.save()` writes to the database once for each `stock`
