import os


def rounded(value: str) -> int:
    return round(float(value), int(os.environ["DIGITS"]))  # error: env-read-outside-settings declare it in one settings class
