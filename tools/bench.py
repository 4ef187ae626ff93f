"""Measures the hooks against other programs: `python tools/bench.py [--fetch] [CHECKOUTS]`.

CHECKOUTS is a folder that holds the public services of `benchmark/services.toml`, and in `.tools`
the programs to compare with; `--fetch` clones and installs what is missing, and without it nothing
uses the network. Everything runs on copies. The tables go into docs/performance.md.
"""

import os
import platform
import re
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from backend_gates import registry
from benchmark import page, services
from benchmark.commits import commits
from benchmark.cost import CommandError
from benchmark.repository import Repository, copy, first, grown
from benchmark.rounds import Measured, take_turns
from benchmark.subjects import Subject, each_warm, others, ours, together

ROOT = Path(__file__).resolve().parent.parent
CHECKOUTS = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "backend-gates-bench")
LINES = (10_000, 30_000, 100_000, 250_000, 500_000)
TOGETHER = (200_000, 500_000)  # lines for all checks together, and enough for as many files:
FILES = 2_000
COMMITS = 8  # of each kind
START_UP_ROUNDS = 7  # times as many: a start is short


def main(arguments: list[str]) -> int:
    """Measure everything and write the page; returns 2 when something is missing."""
    options = _parser().parse_args(arguments)
    checkouts = options.checkouts.resolve()
    try:
        if options.fetch:
            checkouts.mkdir(parents=True, exist_ok=True)
            services.fetch(checkouts)
        sources = {each.name: each.within(checkouts) for each in services.services()}
        with tempfile.TemporaryDirectory() as folder:
            parts = list(_parts(sources, checkouts, Path(folder), options.rounds))
    except (services.UnavailableError, CommandError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 2
    page.write(options.page, parts)
    print("\n\n".join(parts))
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("checkouts", nargs="?", type=Path, default=CHECKOUTS)
    parser.add_argument("--fetch", action="store_true", help="get what is missing, by git and pip")
    parser.add_argument("--rounds", type=int, default=3, help="how often all take turns")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "performance.md")
    return parser


def _parts(sources: dict[str, Path], checkouts: Path, folder: Path, rounds: int) -> Iterator[str]:
    yield _conditions(checkouts, rounds)
    yield page.start_up(_start_up(folder, rounds))
    subjects: list[Subject] = []
    tables = []
    for service in services.services():
        repository = copy(sources[service.name], folder / service.name)
        subjects = [*ours(repository), *others(repository, checkouts)]
        measured = take_turns(service.name, subjects, repository.root, rounds)
        tables.append(page.service(service.name, repository, subjects, measured))
    yield "\n\n".join(("## Against other programs", *tables))
    yield page.commits(_commits(sources, folder, rounds))
    yield page.growth(_growth(sources, folder, rounds))
    yield _all_checks(sources, folder, rounds)
    yield page.commands(subjects)


def _all_checks(sources: dict[str, Path], folder: Path, rounds: int) -> str:
    few, many = (grown(sources, lines, folder / f"all{lines}") for lines in TOGETHER)
    cold = take_turns("all checks", together(few), few.root, rounds)
    named = first(FILES, many)
    warm = take_turns("warm", each_warm(named), named.root, rounds * START_UP_ROUNDS)
    return page.all_checks(few, cold, len(named.files), warm)


def _conditions(checkouts: Path, rounds: int) -> str:
    """The machine in general words, the versions, and where the services come from."""
    python = f"{platform.python_implementation()} {'.'.join(platform.python_version_tuple()[:2])}"
    installed = [
        re.sub(r" @ .*@(.{7}).*", r" at \1", requirement)
        for name, requirement in services.tools().items()
        if services.program(checkouts, name)
    ]
    own = [f"{name}=={version(name)}" for name in ("backend-gates", "libcst", "ruff")]
    origins = [f"[{each.name}]({each.url}/tree/{each.commit})" for each in services.services()]
    return (
        f"{os.cpu_count()} cores, {platform.system()}, {python}; {', '.join(own + installed)}; "
        f"rounds: {rounds}, of which the medians; evloop-lint and flake8-async measured once. "
        f"Services: {', '.join(origins)}."
    )


def _start_up(folder: Path, rounds: int) -> dict[str, Measured]:
    nothing = folder / "limits.py"
    nothing.write_text("LIMIT = 1\n", "utf-8")
    python = (sys.executable, "-I")
    empty = Subject("empty", (*python, "-c", "pass"), (), lambda: None, "")
    found = {}
    for check_id in registry.checker_ids():
        command = (*python, "-m", "backend_gates", check_id)
        mine = Subject("ours", command, (nothing.name,), lambda: None, "")
        found[check_id] = take_turns(check_id, [mine, empty], folder, rounds * START_UP_ROUNDS)
    return found


def _commits(sources: dict[str, Path], folder: Path, rounds: int) -> Iterator[tuple[str, Measured]]:
    for service, source in sources.items():
        repository = copy(source, folder / f"{service}-commits")
        yield service, commits(service, repository, rounds * COMMITS)


def _growth(
    sources: dict[str, Path], folder: Path, rounds: int
) -> Iterator[tuple[Repository, Measured]]:
    for lines in LINES:
        repository = grown(sources, lines, folder / f"lines{lines}")
        title = f"{repository.lines} lines"
        yield repository, take_turns(title, ours(repository), repository.root, rounds)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
