import requests


class Resources:
    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, app: object) -> "Resources":
        return self

    async def __aenter__(self) -> None:
        requests.get("https://rates.example/warm")  # ok: the application enters it

    async def __aexit__(self, *error: object) -> None:
        requests.delete("https://rates.example/lease")  # ok: likewise

    async def refresh(self) -> None:
        requests.get("https://rates.example/rates")  # error: blocking-call-in-async `requests.get()` blocks
