from django.conf import settings
from django.db import models
from pydantic import BaseModel

NAMES = ["admin"]


class Role(models.Model):
    name = models.CharField(max_length=80)
    server = models.CharField(max_length=80)


class Seat(models.Model):
    kind = models.CharField(max_length=80)
    price = models.IntegerField()


class Identity(BaseModel):
    email: str | None = None
    phone: str | None = None


def default_roles(provider: str) -> list[Role]:
    role_maps = settings.DEFAULT_ROLES.get(provider, [])
    return [Role.objects.get(name=each["name"], server=each["server"]) for each in role_maps]  # ok: what the settings say


def roles_of(payload: dict[str, list[dict[str, str]]]) -> list[Role]:
    role_maps = payload.get("roles", [])
    return [Role.objects.get(name=each["name"], server=each["server"]) for each in role_maps]  # missed: a key of two parts


def named(payload: dict[str, list[str]]) -> list[Role]:
    names = payload.get("roles", [])
    return [Role.objects.get(name=name) for name in names]  # error: query-in-loop once for each `name`


def forget(identity: Identity) -> None:
    for name, value in identity.model_dump().items():
        if value is not None:
            Role.objects.filter(name=name, server=value).delete()  # ok: the fields of one record


def seats(prices: dict[str, int], course: object) -> list[Seat]:
    found = []
    for seat_type in course.seat_types():
        found.append(Seat.objects.get(kind=seat_type.slug))  # ok: types are not many
    return found


def organisations(given: list[dict[str, str]]) -> None:
    for fields in given:
        Role.objects.get(**fields)  # ok: other columns each time
        Role.objects.filter(**fields).first()  # ok: likewise
    for each in given:
        Role.objects.create(**each)  # error: query-in-loop make them in a list


def spread(more: list[str]) -> None:
    shown = ["name", "server"]
    for each in [*NAMES, *[f"{name}_id" for name in shown]]:
        Role.objects.get(name=each)  # ok: made from what is written out
    for each in [*NAMES, *[f"{name}_id" for name in more]]:
        Role.objects.get(name=each)  # error: query-in-loop once for each `each`
