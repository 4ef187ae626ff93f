import os


def take(order: object, warehouse: str) -> str:
    return f"{warehouse}: {order}, {os.environ['SHELF']}"  # error: env-read-outside-settings declare it in one settings class
