from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Mapped, mapped_column

from orders.clients.fx import rate_of_today
from orders.models.base import Base


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    customer_id: Mapped[int]
    currency: Mapped[str]
    total: Mapped[int]

    @property
    def total_in_euro(self) -> float:
        return self.total * rate_of_today(self.currency)

    @property
    def is_large(self) -> bool:
        return self.total > 100_000

    def label(self) -> str:
        return f"{self.number:08d}"


@dataclass
class Line:
    sku: str
    quantity: int
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sku = self.sku.upper()


@dataclass
class OrderExport:
    """Rows of an export, read as soon as it is made."""

    path: Path
    rows: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        with self.path.open(newline="") as file:
            self.rows = list(csv.reader(file))
