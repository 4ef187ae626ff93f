import requests


async def warm_up() -> dict[str, float]:
    return requests.get("https://rates.internal").json()  # ok: only the start leads here


async def shared() -> dict[str, float]:
    return requests.get("https://rates.internal").json()  # error: blocking-call-in-async requests.get


async def unused() -> dict[str, float]:
    return requests.get("https://rates.internal").json()  # error: blocking-call-in-async requests.get
