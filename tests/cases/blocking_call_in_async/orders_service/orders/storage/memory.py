import io

from orders.storage.base import Storage


class MemoryStorage(Storage):
    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def save(self, key: str, content: bytes) -> None:
        self._kept[key] = content

    def load(self, key: str) -> bytes:
        return self._kept[key]

    def open(self, key: str) -> io.BytesIO:
        return io.BytesIO(self._kept[key])
