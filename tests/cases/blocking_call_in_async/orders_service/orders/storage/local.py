from pathlib import Path

from orders.storage.base import Storage


class LocalStorage(Storage):
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, key: str, content: bytes) -> None:
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def load(self, key: str) -> bytes:
        return self._path(key).read_bytes()

    def has(self, key: str) -> bool:
        return self._path(key).exists()

    def _path(self, key: str) -> Path:
        return self.folder / key
