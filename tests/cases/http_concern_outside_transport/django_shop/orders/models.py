from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from rest_framework.exceptions import PermissionDenied


class Order(models.Model):
    customer = models.ForeignKey("auth.User", on_delete=models.CASCADE)
    total = models.IntegerField()

    def clean(self) -> None:
        if self.total < 0:
            raise ValidationError("negative")  # ok: Django's own, that forms know without HTTP

    def delete(self, *args, **kwargs):
        if self.total:
            raise PermissionDenied("paid")  # error: http-concern-outside-transport `delete` raises `PermissionDenied`
        return super().delete(*args, **kwargs)


class OrderMixin:
    def find(self, order_id: int) -> "Order":
        order = Order.objects.filter(pk=order_id, customer=self.request.user).first()
        if order is None:
            raise Http404("no such order")  # ok: a part of views
        return order
