import os


def key() -> str:
    return os.environ["MAIL_TEST_KEY"]  # error: env-read-outside-settings
