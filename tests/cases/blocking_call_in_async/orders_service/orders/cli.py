import asyncio
from pathlib import Path

import click

from orders.clients.fx import load_table
from orders.common.offloading import offloaded
from orders.services.imports import CsvImporter, FeedImporter, import_any


@click.group()
def main() -> None:
    """Operate the service."""


@main.command()
def rates() -> None:
    load_table()  # ok: no loop runs


@main.command()
@click.argument("path", type=Path)
def import_orders(path: Path) -> None:
    asyncio.run(import_all(path))  # ok: no loop runs yet


@main.command()
def confirm() -> None:
    if input("Really? ") == "yes":  # ok: no loop runs
        asyncio.run(import_any(FeedImporter()))


async def import_all(path: Path) -> None:
    print(CsvImporter(path).is_valid({}))  # ok: computes only
    if confirmed():  # error: blocking-call-in-async input
        await offloaded(CsvImporter(path).run)()  # ok: handed to a thread


def confirmed() -> bool:
    return input("Really? ") == "yes"


if __name__ == "__main__":
    main()
