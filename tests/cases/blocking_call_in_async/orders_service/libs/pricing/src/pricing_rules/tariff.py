from __future__ import annotations

import json
from pathlib import Path

TARIFFS = Path(__file__).parent / "tariffs"


class Tariff:
    def __init__(self, rates: dict[str, float]) -> None:
        self.rates = rates

    def rate(self, country: str) -> float:
        return self.rates.get(country, 0.0)


def load_tariff(country: str) -> Tariff:
    return Tariff(json.loads((TARIFFS / f"{country}.json").read_text()))
