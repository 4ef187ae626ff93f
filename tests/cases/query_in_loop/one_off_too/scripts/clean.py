# options: one-off = true
import click
from sqlalchemy.orm import Session

from shop.models import Customer


@click.command()
def show(keys: list[int], session: Session) -> None:
    for key in keys:
        click.echo(session.get(Customer, key))  # error: query-in-loop `session.get()` asks the database once for each `key`
