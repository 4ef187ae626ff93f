import os


def token() -> str:
    return os.environ["HUB_TOKEN"]  # ok: a command line
