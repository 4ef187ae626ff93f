# options: categories = ["http"]
import time

import redis
import requests


async def order(number: int) -> None:
    time.sleep(1)  # ok: only http is on
    redis.Redis().get("order")  # ok: likewise
    requests.get("https://orders.example")  # error: blocking-call-in-async `requests.get()` blocks
