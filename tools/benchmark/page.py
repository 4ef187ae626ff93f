"""The tables of docs/performance.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmark.subjects import ALONE, COLD, COMMIT, RUFF, TOGETHER, WARM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from benchmark.cost import Cost
    from benchmark.repository import Repository
    from benchmark.rounds import Measured
    from benchmark.subjects import Subject

_MARKS = ("<!-- bench -->", "<!-- /bench -->")
_MIB = 1 << 20


def write(page: Path, parts: Iterable[str]) -> None:
    """Put the tables between the page's marks; the text around them stays."""
    text = page.read_text("utf-8")
    start, end = _MARKS
    body = "\n\n".join((start, *parts, end))
    pattern = f"{re.escape(start)}.*{re.escape(end)}"
    page.write_text(re.sub(pattern, lambda _: body, text, flags=re.DOTALL), "utf-8")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, all columns but the first to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))


def start_up(measured: dict[str, Measured]) -> str:
    """What each check costs that has nothing to do, beside a Python that does nothing."""
    head = ("nothing to do", "wall", "CPU", "empty Python, wall", "CPU", "ratio of wall")
    rows = [(f"`{check_id}`", *_start_up(each)) for check_id, each in measured.items()]
    return "## Start-up\n\n" + table(head, rows)


def _start_up(measured: Measured) -> tuple[str, ...]:
    mine, empty = measured.median("ours"), measured.median("empty")
    ratio = measured.ratio("ours", "empty", lambda cost: cost.wall)
    times = (mine.wall, mine.cpu, empty.wall, empty.cpu)
    return (*map(_seconds, times), f"{ratio:.2f}")


def service(
    name: str, repository: Repository, subjects: Sequence[Subject], measured: Measured
) -> str:
    """What one service costs the subjects, and the ratio of ours to each of the others."""
    title = f"### {name}: {_count(len(repository.files))} files, {_count(repository.lines)} lines"
    head = ("program", "wall", "CPU", "peak memory", "ours / this, wall", "ours / this, CPU")
    rows = [(_label(subject), *_costs(subject, measured)) for subject in subjects]
    return f"{title}\n\n{table(head, rows)}"


def _label(subject: Subject) -> str:
    return f"**ours, {subject.name}**" if subject.name == subject.rival else subject.name


def _costs(subject: Subject, measured: Measured) -> tuple[str, ...]:
    cost = measured.median(subject.name)
    cells = _figures(cost)
    if subject.name == subject.rival:
        return (*cells, "", "")
    below = "< " if cost.stopped else ""
    wall = measured.ratio(subject.rival, subject.name, lambda cost: cost.wall)
    cpu = measured.ratio(subject.rival, subject.name, lambda cost: cost.cpu)
    return (*cells, f"{below}{wall:.2f}", f"{below}{cpu:.2f}")


def _figures(cost: Cost) -> tuple[str, str, str]:
    above = "> " if cost.stopped else ""
    memory = f"{cost.memory / _MIB:.0f} MB"
    return above + _seconds(cost.wall), above + _seconds(cost.cpu), memory


def growth(found: Iterable[tuple[Repository, Measured]]) -> str:
    """How our costs grow with the number of lines."""
    head = ("lines", "files", "cold, wall", "CPU", "peak memory", "warm, wall", "CPU",
            "five files, wall", "CPU")  # fmt: skip
    rows = [
        (
            _count(repository.lines),
            _count(len(repository.files)),
            *_figures(measured.median(COLD)),
            *_figures(measured.median(WARM))[:2],
            *_figures(measured.median(COMMIT))[:2],
        )
        for repository, measured in found
    ]
    return "## Growth\n\n" + table(head, rows)


def commits(found: Iterable[tuple[str, Measured]]) -> str:
    """What commits of five files cost, by what they do to the files."""
    head = ("service", "five files get", "commits", "wall", "most", "CPU", "most")
    rows = [
        (service, name, str(len(measured.costs[name])), *_middle_and_most(measured, name))
        for service, measured in found
        for name in measured.costs
    ]
    return "## Commits\n\n" + table(head, rows)


def _middle_and_most(measured: Measured, name: str) -> Iterator[str]:
    middle, costs = measured.median(name), measured.costs[name]
    for figure, all_figures in (
        (middle.wall, [cost.wall for cost in costs]),
        (middle.cpu, [cost.cpu for cost in costs]),
    ):
        yield _seconds(figure)
        yield _seconds(max(all_figures))


def all_checks(repository: Repository, cold: Measured, count: int, warm: Measured) -> str:
    """What all our checks cost in one process, and each when nothing has changed."""
    ratio = cold.ratio(TOGETHER, ALONE, lambda cost: cost.cpu)
    beside = [
        (name, *_figures(cold.median(name)), f"{ratio:.2f}" if name == TOGETHER else "")
        for name in (ALONE, TOGETHER)
    ]
    head = ("without a cache", "wall", "CPU", "peak memory", "together / alone, CPU")
    return "\n\n".join((
        "## All checks",
        f"In one process, on {_count(repository.lines)} lines:",
        table(head, beside),
        f"Each as a hook of its own, with nothing changed in {_count(count)} files:",
        table(("warm", "wall", "CPU", "ours / ruff, wall"), _beside_ruff(warm)),
    ))  # fmt: skip


def _beside_ruff(warm: Measured) -> Iterator[tuple[str, ...]]:
    for name in warm.costs:
        ratio = warm.ratio(name, RUFF, lambda cost: cost.wall)
        figures = _figures(warm.median(name))[:2]
        yield (name, *figures, "" if name == RUFF else f"{ratio:.2f}")


def commands(subjects: Iterable[Subject]) -> str:
    """What was run, word for word."""
    lines = [f"- {subject.name}: `{subject.described()}`" for subject in subjects]
    return "## Commands\n\n" + "\n".join(lines)


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", " ")
