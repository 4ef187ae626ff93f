"""Rounds in which all subjects take turns, so that a machine whose speed drifts slows all."""

from __future__ import annotations

import statistics
import sys
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from benchmark.cost import Cost, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmark.subjects import Subject

SLOW_LIMIT = 30.0  # seconds


class Measured(NamedTuple):
    """The costs of the subjects by name, a round each."""

    costs: dict[str, list[Cost]]

    def median(self, name: str) -> Cost:
        """The middle of each figure."""
        found = self.costs[name]
        wall, cpu, memory = (
            statistics.median(each) for each in zip(*[cost[:3] for cost in found], strict=True)
        )
        return Cost(wall, cpu, round(memory), any(cost.stopped for cost in found))

    def ratio(self, name: str, to: str, of: Callable[[Cost], float]) -> float:
        """The middle of what one cost divided by what the other did in the same round."""
        pairs = zip(self.costs[name], self.costs[to], strict=False)
        return statistics.median(of(mine) / of(theirs) for mine, theirs in pairs)


def take_turns(title: str, subjects: Sequence[Subject], folder: Path, rounds: int) -> Measured:
    """Measure every subject once in each round, slow ones in the first only and not for long."""
    costs: dict[str, list[Cost]] = {subject.name: [] for subject in subjects}
    for number in range(rounds):
        for subject in subjects:
            if number and subject.is_slow:
                continue
            print(f"{title}, {number + 1}/{rounds}: {subject.name}", file=sys.stderr)
            subject.prepare()
            limit = SLOW_LIMIT if subject.is_slow else inf
            cost = measure((*subject.command, *subject.names), folder, limit)
            costs[subject.name].append(cost)
    return Measured(costs)
