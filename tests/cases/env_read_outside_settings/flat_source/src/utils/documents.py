import os


def engine() -> str:
    return os.environ["ENGINE"]  # error: env-read-outside-settings declare it in src/config/settings.py
