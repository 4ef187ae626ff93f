import os
from typing import TYPE_CHECKING

from shop import start
from shop.prices import rounded

if TYPE_CHECKING:
    from shop.orders import Order

LIMIT = rounded(os.environ["LIMIT"])


def on_starting(order: "Order") -> None:
    start.prepare(order)
