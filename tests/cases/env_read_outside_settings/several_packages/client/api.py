import os


class Client:
    def __init__(self, token: str | None = None) -> None:
        self.token = token or os.environ.get("ORDERS_TOKEN")  # ok: a library beside the service, without settings
