# options: categories = ["all", "-sleep", "-file", "-thread-wait", "-crypto", "-input"]
import os
import threading
import time

import bcrypt
import redis
import requests


async def order(number: int, lock: threading.Lock) -> None:
    time.sleep(1)  # ok: sleep is off
    open("order.txt").close()  # ok: file is off
    lock.acquire()  # ok: thread-wait is off
    bcrypt.gensalt()
    bcrypt.hashpw(b"secret", b"salt")  # ok: crypto is off
    input("number? ")  # ok: input is off
    os.path.exists("order.txt")  # error: blocking-call-in-async asks the file system
    requests.get("https://orders.example")  # error: blocking-call-in-async `requests.get()` blocks
    redis.Redis().get("order")  # error: blocking-call-in-async redis.Redis.get
    os.system("true")  # error: blocking-call-in-async `os.system()`
