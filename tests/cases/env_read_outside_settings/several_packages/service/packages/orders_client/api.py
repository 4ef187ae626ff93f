import os


def address() -> str:
    return os.environ.get("ORDERS_URL", "http://orders")  # ok: a package of its own below the service
