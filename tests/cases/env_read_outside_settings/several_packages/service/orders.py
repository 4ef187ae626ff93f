import os


def currency() -> str:
    return os.environ.get("CURRENCY", "EUR")  # error: env-read-outside-settings declare it in service/core/config.py
