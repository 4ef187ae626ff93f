import os

WORKERS = os.environ.get("WEB_CONCURRENCY", "2")  # ok: it starts the service
