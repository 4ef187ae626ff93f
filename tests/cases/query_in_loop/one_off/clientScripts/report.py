from django.db import models


class Order(models.Model):
    is_open = models.BooleanField(default=True)


def close():
    for order in Order.objects.filter(is_open=True):
        order.is_open = False
        order.save()  # ok: data for those who try it out
