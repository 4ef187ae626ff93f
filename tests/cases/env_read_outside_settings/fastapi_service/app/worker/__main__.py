import os

QUEUE = os.environ.get("QUEUE", "default")  # ok: the program itself
