import click
from sqlalchemy.orm import Session

from shop.models import Customer


@click.command()
def show(keys: list[int], session: Session) -> None:
    for key in keys:
        click.echo(session.get(Customer, key))  # ok: a command line's
