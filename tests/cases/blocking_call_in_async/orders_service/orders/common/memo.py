class Redis:
    """A store in memory with the library's name, for a process of its own."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self._kept.get(key)

    def set(self, key: str, value: str) -> None:
        self._kept[key] = value


def get(key: str) -> str:
    return key.lower()


def sleep(seconds: float) -> float:
    return seconds
