import os


def is_new_checkout() -> bool:
    return "FEATURE_CHECKOUT" in os.environ  # ok: the settings name all that begin so


def dsn() -> str | None:
    return os.getenv("SENTRY_DSN")  # ok: the settings name it


def limit() -> int:
    return int(os.getenv("ORDER_LIMIT", "10"))  # error: env-read-outside-settings
