from django.db import models


class OrderManager(models.Manager):
    def unpaid(self):
        return self.filter(paid=False)  # ok: a manager


class Order(models.Model):
    paid = models.BooleanField(default=False)
    objects = OrderManager()


class Item(models.Model):
    name = models.CharField(max_length=10)

    def save(self, *args, **kwargs):
        self.name = self.name.strip()
        super().save(*args, **kwargs)  # ok: a model

    def rename(self, name):
        self.name = name
        self.save()
