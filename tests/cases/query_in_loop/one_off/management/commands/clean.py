from django.core.management.base import BaseCommand

from shop.orders import Order


class Command(BaseCommand):
    def handle(self, *args, **options):
        for order in Order.objects.filter(is_open=False):
            order.delete()  # ok: a command that somebody runs now and then
