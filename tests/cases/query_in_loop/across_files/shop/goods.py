from django.db import models

from shop.classes import goods_classes, goods_fetched

GOODS = ["bread"]


class Good(models.Model):
    code = models.CharField(max_length=80)


def of_classes():
    titles = {each["code"]: each["title"] for each in goods_classes if each["code"] in GOODS}
    return [Good.objects.get(code=code) for code in titles]  # ok: written out in another file


def of_fetched():
    codes = {each["code"] for each in goods_fetched}
    return [Good.objects.get(code=code) for code in codes]  # error: query-in-loop once for each `code`
