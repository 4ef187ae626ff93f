import os

LEVEL = os.environ.get("LOG_LEVEL", "INFO")  # ok: its name says so
