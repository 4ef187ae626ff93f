import asyncio
import getpass
import sys
import time
from time import sleep as nap


async def retry() -> None:
    time.sleep(1)  # error: blocking-call-in-async use await asyncio.sleep
    nap(0.5)  # error: blocking-call-in-async `nap()` blocks the event loop: time.sleep suspends
    await asyncio.sleep(1)  # ok: awaited


async def login() -> tuple[str, str]:
    user = input("user: ")  # error: blocking-call-in-async use await asyncio.to_thread(input, …)
    secret = getpass.getpass()  # error: blocking-call-in-async getpass.getpass
    if not user:
        user = sys.stdin.readline()  # error: blocking-call-in-async `sys.stdin.readline()`
    return user, secret


async def login_in_a_thread() -> str:
    return await asyncio.get_running_loop().run_in_executor(None, input, "user: ")  # ok: handed to a thread
