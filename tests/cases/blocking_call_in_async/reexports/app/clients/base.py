import httpx


class BaseClient:
    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url)
        self.twin = httpx.AsyncClient(base_url=url)

    @property
    def transport(self):
        return self.http

    @classmethod
    def default(cls):
        return cls("https://orders.example")

    def session(self):
        return self.http
