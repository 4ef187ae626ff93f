import asyncio
import time

import requests


async def exchange_rate(currency: str) -> float:
    response = requests.get(f"https://rates.example/{currency}", timeout=5)  # error: blocking-call-in-async `requests.get()` blocks the event loop
    time.sleep(0.1)  # error: blocking-call-in-async use await asyncio.sleep
    return float(response.text)


async def exchange_rate_in_a_thread(currency: str) -> float:
    url = f"https://rates.example/{currency}"
    response = await asyncio.to_thread(requests.get, url, timeout=5)  # ok: handed to a thread
    await asyncio.sleep(0.1)
    return float(response.text)
