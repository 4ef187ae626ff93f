"""Measures the hooks against other programs, in the same run: `python tools/bench.py [FOLDER]`.

Start-up is compared with an empty Python program, a check over all of FOLDER (this repository
without one) with `ruff check --select ASYNC` on the same files. Commands take turns, so that a
machine whose speed drifts slows both; medians are printed as a Markdown table.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from backend_gates import registry
from backend_gates.project.files import python_files

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
PYTHON = (sys.executable, "-I")


class Cost(NamedTuple):
    """Seconds of wall clock and of CPU that a whole process took."""

    wall: float
    cpu: float


class Pair(NamedTuple):
    """Two commands that are compared, and where they run."""

    name: str
    ours: Sequence[str]
    theirs: Sequence[str]
    folder: Path


def cost(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end; what it says and returns doesn't matter."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, cwd=folder, capture_output=True, check=False)  # noqa: S603  our own
    wall, after = time.perf_counter() - start, os.times()
    children = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    return Cost(wall, children)


def pairs(folder: Path) -> Iterator[Pair]:
    """What is measured."""
    files = python_files(folder)
    ruff = (sys.executable, "-m", "ruff", "check", "--isolated", "--select=ASYNC", *files)
    nothing = ROOT / "tools" / "expectations.py"
    for check_id in registry.checker_ids():
        command = (*PYTHON, "-m", "backend_gates", check_id)
        empty = (*PYTHON, "-c", "pass")
        yield Pair(
            f"{check_id}: nothing to do / empty Python", (*command, str(nothing)), empty, ROOT
        )
        yield Pair(f"{check_id}: {len(files)} files / ruff", (*command, *files), ruff, folder)


def row(pair: Pair) -> str:
    """Measure a pair and describe it as a table row."""
    cost(pair.ours, pair.folder), cost(pair.theirs, pair.folder)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(cost(pair.ours, pair.folder))
        theirs.append(cost(pair.theirs, pair.folder))
    ratio = statistics.median(a.wall / b.wall for a, b in zip(ours, theirs, strict=True))
    cells = [_median(ours), _median(theirs), f"{ratio:.2f}"]
    return f"| {pair.name} | {' | '.join(cells)} |"


def _median(costs: list[Cost]) -> str:
    wall, cpu = (statistics.median(each) for each in zip(*costs, strict=True))
    return f"{wall * 1000:.0f} ms ({cpu * 1000:.0f} ms CPU)"


def main(arguments: list[str]) -> int:
    """Print the table."""
    folder = Path(arguments[0]).resolve() if arguments else ROOT
    print("| what | ours | theirs | ratio of wall time |\n|---|---|---|---|")
    for pair in pairs(folder):
        print(row(pair), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
