import os

from consts.limits import MAX_ITEMS


def page() -> int:
    return min(MAX_ITEMS, int(os.environ["PAGE_SIZE"]))  # error: env-read-outside-settings declare it in backend/consts/limits.py
