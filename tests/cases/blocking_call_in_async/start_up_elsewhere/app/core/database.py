import requests


class Database:
    async def connect(self) -> None:
        requests.get("https://rates.example/lease")  # ok: another file registers it

    async def query(self) -> None:
        requests.get("https://rates.example/rates")  # error: blocking-call-in-async `requests.get()` blocks


class Cache:
    async def connect(self) -> None:
        requests.get("https://rates.example/lease")  # error: blocking-call-in-async `requests.get()` blocks


database = Database()
