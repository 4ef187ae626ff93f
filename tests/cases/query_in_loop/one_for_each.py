from django.core.cache import cache
from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver


class Voucher(models.Model):
    code = models.CharField(max_length=80)
    parent = models.ForeignKey("Voucher", null=True, on_delete=models.CASCADE)
    state = models.CharField(max_length=80)
    latest = models.IntegerField()

    def update(self):
        self.state = "new" if self.latest else "old"
        self.save()


class Stamp(models.Model):
    voucher = models.ForeignKey(Voucher, on_delete=models.CASCADE)
    text = models.CharField(max_length=80)


@receiver(post_save, sender=Voucher)
def forget(instance, **kwargs):
    cache.delete(instance.code)


def take(codes):
    for code in codes:
        Voucher.objects.create(code=code)  # ok: a receiver waits for each, which `bulk_create` runs past


def stamp(voucher: Voucher, texts: list[str]) -> None:
    for text in texts:
        Stamp.objects.create(voucher=voucher, text=text)  # error: query-in-loop make them in a list and write that with `bulk_create`


def settle(codes):
    for code in codes:
        voucher = Voucher.objects.get(code=code)  # error: query-in-loop once for each `code`
        voucher.update()


def keep(codes, found):
    for code in codes:
        row = {"code": code}
        row.update(voucher=Voucher.objects.get(code=code))  # error: query-in-loop once for each `code`
        found.append(row)


def known(codes):
    return [cache.get(code) or Voucher.objects.get(code=code) for code in codes]  # error: query-in-loop `cache.get()` asks the cache


def known_here(codes, kept):
    return [kept.get(code) or Voucher.objects.get(code=code) for code in codes]  # ok: what isn't kept is asked for


def correct_states(keys):
    for key in keys:
        voucher = Voucher.objects.get(pk=key)  # ok: a repair
        voucher.state = voucher.state.strip()
        voucher.save()


def expand(codes):
    found = []
    for code in codes:
        voucher = Voucher.objects.get(code=code)  # ok: down a tree, each step asks anew
        found.append((voucher, expand(voucher.children)))
    return found


class Tree:
    def expand(self, codes):
        for code in codes:
            voucher = Voucher.objects.get(code=code)  # ok: likewise
            self.expand(voucher.children)

    def get(self, codes):
        return [Voucher.objects.get(code=code) for code in codes]  # error: query-in-loop once for each `code`


def check(keys, visited):
    if not visited:
        names = []
        for key in keys:
            names.append(Voucher.objects.get(pk=key).code)  # ok: what an error says
        raise ValueError(names)


def latest(keys):
    last = keys[:3]
    return [Voucher.objects.get(pk=key) for key in last]  # ok: three at most


def recent(keys):
    return [Voucher.objects.get(pk=key) for key in keys[0:10]]  # ok: ten at most


def hundred(keys):
    return [Voucher.objects.get(pk=key) for key in keys[:100]]  # error: query-in-loop once for each `key`


def in_a_row(vouchers):
    count = 0
    for voucher in vouchers:
        found = Stamp.objects.filter(voucher=voucher).first()  # ok: it ends with the first that has none
        if found is not None:
            count += 1
        else:
            break
    return count


def replaced(pairs):
    for old, new in pairs:
        found = Voucher.objects.filter(code=new)
        if not found:
            continue
        Stamp.objects.filter(text=old).update(voucher=found[0])  # error: query-in-loop once for each


def moved(codes):
    for code in codes:
        voucher = Voucher.objects.get(code=code)  # error: query-in-loop once for each `code`
        Stamp.objects.filter(voucher=voucher).delete()  # error: query-in-loop once for each `code`


def by_year(years):
    return [Stamp.objects.filter(text=year).count() for year in years]  # ok: years are not many


def in_history(items):
    for item in items:
        if item["field"] != "raised_in":
            continue
        if item["voucher"]:
            item["voucher"] = Voucher.objects.get(code=item["voucher"])  # ok: below two conditions


def with_fields_of_its_own(rows):
    for row in rows:
        Voucher.objects.filter(code=row["code"]).update(code=row["new"])  # error: query-in-loop once for each `row`


def vouchers_of(rule, vouchers):
    return vouchers.filter(**rule.predicate)


def matched(rules, vouchers):
    matching = []
    for rule in rules:
        found = vouchers_of(rule, vouchers)
        if found.exists():  # ok: another query for each rule
            matching.append(rule)
    return matching


def one_or_more(codes):
    for code in codes if isinstance(codes, list) else [codes]:
        print(Voucher.objects.get(code=code))  # ok: mostly one


def checked_first(rows):
    failed = []
    for row in rows:
        stamp = Stamp(text=row["text"])
        try:
            stamp.full_clean()
            stamp.save()  # ok: what is wrong is told of each
        except ValueError as error:
            failed.append((row, error))
    return failed


def of_text_or_list(codes):
    for code in codes if isinstance(codes, list) else codes.split(","):
        print(Voucher.objects.get(code=code))  # error: query-in-loop once for each `code`
