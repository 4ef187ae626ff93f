from django.db import models
from fastapi import APIRouter
from model_utils.managers import InheritanceManager

from shop.sessions import open_session

router = APIRouter()


@router.get("/orders")
def list_orders(session):  # missed: nobody says what the session is
    return session.query("orders").all()


@router.get("/items")
def list_items():  # missed: what another library's function gives has no type
    with open_session() as session:
        return session.execute("SELECT 1").all()


class Book(models.Model):
    objects = InheritanceManager()


@router.get("/books")
def books():  # missed: the manager of another package has no type
    return list(Book.objects.select_subclasses())
