from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Article:
    sku: str
    name: str
    price: float

    @property
    def label(self) -> str:
        return f"{self.sku} {self.name}"

    @property
    def description(self) -> str:
        return Path("descriptions", f"{self.sku}.md").read_text(encoding="utf-8")


class Note:
    """A remark on an article: read from its file, written when it is saved."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._text: str | None = None

    @property
    def text(self) -> str:
        return self._path.read_text() if self._text is None else self._text

    @text.setter
    def text(self, text: str) -> None:
        self._text = text

    def save(self) -> None:
        self._path.write_text(self._text or "")
