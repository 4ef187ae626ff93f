import os

URL = os.getenv("BOX_URL")  # error: env-read-outside-settings declare it in backend/consts/limits.py
USER = os.getenv("BOX_USER")  # error: env-read-outside-settings
KEY = os.getenv("BOX_KEY")  # error: env-read-outside-settings
ROOM = os.getenv("BOX_ROOM")  # error: env-read-outside-settings
SIZE = os.getenv("BOX_SIZE")  # error: env-read-outside-settings


class Box:
    def put(self, item: str) -> str:
        return f"{URL}/{ROOM}/{item}"

    def take(self, item: str) -> str:
        return f"{URL}/{item}"
