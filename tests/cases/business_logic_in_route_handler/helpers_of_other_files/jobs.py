from api import settle_order
from shop import service


def settle_all() -> None:
    for order in service.load_orders():
        settle_order(order)
