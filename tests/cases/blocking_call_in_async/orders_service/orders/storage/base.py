from abc import ABC, abstractmethod


class Storage(ABC):
    """Where documents are kept: some implementations wait, one does not."""

    prefix = "invoices"

    @abstractmethod
    def save(self, key: str, content: bytes) -> None: ...

    @abstractmethod
    def load(self, key: str) -> bytes: ...

    def key_of(self, number: int) -> str:
        return f"{self.prefix}/{number}.pdf"

    def move(self, source: str, target: str) -> None:
        self.save(target, self.load(source))
