import argparse

from django.apps import AppConfig

from shop.orders import Order


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self):
        for order in Order.objects.filter(is_open=True):
            order.save()  # ok: at start-up


def close_on_startup():
    for order in Order.objects.filter(is_open=True):
        order.save()  # ok: likewise


def close_by_hand(args: argparse.Namespace):
    for order in Order.objects.filter(is_open=True, **vars(args)):
        order.save()  # ok: what was written on a command line


def close_each():
    for order in Order.objects.filter(is_open=True):
        order.save()  # error: query-in-loop `order.save()` writes to the database once for each `order`
