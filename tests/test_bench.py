"""The measuring: what a process costs, copies that are measured, and the page that tells it."""

from __future__ import annotations

import re
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

import pytest

from backend_gates import registry
from benchmark import page, services
from benchmark.commits import EDITS, commits
from benchmark.cost import CommandError, Cost, measure
from benchmark.repository import copy, first, grown
from benchmark.rounds import Measured, take_turns
from benchmark.subjects import COLD, COMMIT, WARM, Subject, each_warm, others, ours, together

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1 << 20
HOLD = "import time; held = bytearray({size}); time.sleep({seconds})"
FORK = (
    "import os, time\n"
    "pid = os.fork()\n"
    f"held = b'x' * {100 * MEGABYTE}\n"
    "time.sleep(1)\n"
    "pid and os.waitpid(pid, 0)\n"
)


def python(program: str) -> tuple[str, ...]:
    return (sys.executable, "-I", "-c", program)


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """A service of nine files in three folders."""
    root = tmp_path / "service"
    for number in range(9):
        file = root / "app" / f"part{number % 3}" / f"m{number}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("async def wait() -> None:\n    pass\n" * 5, "utf-8")
    (root / "pyproject.toml").write_text("[tool.backend-gates]\n", "utf-8")
    return root


def test_a_process_costs_time_and_memory(tmp_path: Path) -> None:
    found = measure(python(HOLD.format(size=200 * MEGABYTE, seconds=0)), tmp_path)
    assert found.memory > 200 * MEGABYTE
    assert 0 < found.cpu
    assert 0 < found.wall
    assert not found.stopped


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the share of each process")
def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    found = measure(python(FORK), tmp_path)
    assert found.memory > 200 * MEGABYTE


def test_a_command_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    assert measure(python(HOLD.format(size=0, seconds=60)), tmp_path, limit=0.2).stopped


def test_a_command_that_fails_has_no_cost(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ended with 3: oh"):
        measure(python("import sys; sys.stderr.write('well\\noh'); sys.exit(3)"), tmp_path)


def test_a_command_that_crashes_has_no_cost(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ended with 1: ZeroDivisionError"):
        measure(python("1 / 0"), tmp_path)


def test_flake8_async_is_spared_what_it_cannot_read(service: Path, tmp_path: Path) -> None:
    (service / "broken.py").write_text("def half(:\n", "utf-8")
    program = tmp_path / ".tools" / "bin" / "flake8-async"
    program.parent.mkdir(parents=True)
    program.touch()
    repository = copy(service, tmp_path / "copy")
    (subject,) = (each for each in others(repository, tmp_path) if each.name == program.name)
    assert set(repository.files) - {"broken.py"} == set(subject.names)


def test_a_copy_is_a_repository_of_its_own(service: Path, tmp_path: Path) -> None:
    before = {file: file.read_bytes() for file in service.rglob("*.py")}
    repository = copy(service, tmp_path / "copy")
    assert (9, 90) == (len(repository.files), repository.lines)
    assert (repository.root / "pyproject.toml").exists()
    repository.change()
    changed = subprocess.run(
        ["git", "diff", "--name-only"], cwd=repository.root, capture_output=True, check=True
    ).stdout.decode()
    assert list(repository.staged()) == changed.split()
    assert 5 == len(repository.staged())
    assert before == {file: file.read_bytes() for file in service.rglob("*.py")}


@pytest.mark.parametrize("lines", [10, 60, 250])
def test_a_repository_grows_to_as_many_lines_as_asked_for(
    service: Path, tmp_path: Path, lines: int
) -> None:
    repository = grown({"a": service, "b": service}, lines, tmp_path / "grown")
    assert lines == repository.lines
    again = grown({"a": service, "b": service}, lines, tmp_path / "again")
    assert repository.files == again.files


def test_small_growth_is_part_of_the_large(service: Path, tmp_path: Path) -> None:
    small = grown({"a": service}, 40, tmp_path / "small")
    large = grown({"a": service}, 80, tmp_path / "large")
    assert set(small.files) < set(large.files)


def test_subjects_take_turns(tmp_path: Path) -> None:
    order: list[str] = []
    subjects = [
        Subject("a", python("pass"), (), lambda: order.append("a"), "a"),
        Subject("b", python("pass"), (), lambda: order.append("b"), "a", is_slow=True),
    ]
    measured = take_turns("turns", subjects, tmp_path, rounds=2)
    assert ["a", "b", "a"] == order
    assert [2, 1] == [len(costs) for costs in measured.costs.values()]


def test_every_run_of_ours_and_of_ruff_does_its_work(service: Path, tmp_path: Path) -> None:
    repository = copy(service, tmp_path / "copy")
    subjects = [*ours(repository), *others(repository, tmp_path)]
    measured = take_turns("service", subjects, repository.root, rounds=1)
    text = page.service("service", repository, subjects, measured)
    for name in (COLD, WARM, COMMIT):
        assert f"| **ours, {name}** |" in text
    assert "| ruff, warm |" in text
    assert "blocking-call-in-async FILES" in page.commands(subjects)
    assert "| 90 | 9 |" in page.growth([(repository, measured)])


def test_all_checks_stand_beside_one_and_each_beside_ruff(service: Path, tmp_path: Path) -> None:
    repository = copy(service, tmp_path / "copy")
    cold = take_turns("cold", together(repository), repository.root, rounds=1)
    named = first(2, repository)
    warm = take_turns("warm", each_warm(named), repository.root, rounds=1)
    text = page.all_checks(repository, cold, len(named.files), warm)
    assert "on 90 lines" in text
    assert "in 2 files" in text
    assert "| all checks together |" in text
    rows = re.findall(r"^\| (`[a-z-]+`) \| \d+ ms \| \d+ ms \| [\d.]+ \|$", text, re.MULTILINE)
    assert [f"`{each}`" for each in registry.checker_ids()] == rows
    assert "| ruff | " in text


def test_ratios_pair_what_was_measured_in_the_same_round() -> None:
    measured = Measured({
        "ours": [Cost(1, 1, 1), Cost(4, 4, 1), Cost(30, 30, 1)],
        "theirs": [Cost(2, 4, 1), Cost(2, 4, 1), Cost(10, 10, 1)],
    })  # fmt: skip
    assert 2 == measured.ratio("ours", "theirs", lambda cost: cost.wall)
    assert Cost(4, 4, 1) == measured.median("ours")


def test_a_stopped_program_bounds_the_ratio(service: Path, tmp_path: Path) -> None:
    repository = copy(service, tmp_path / "copy")
    subjects = [
        Subject(COLD, (), (), lambda: None, COLD),
        Subject("theirs", (), (), lambda: None, COLD),
    ]
    costs = {COLD: [Cost(6, 3, MEGABYTE)], "theirs": [Cost(60, 60, MEGABYTE, stopped=True)]}
    text = page.service("service", repository, subjects, Measured(costs))
    assert "| theirs | > 60.0 s | > 60.0 s | 1 MB | < 0.10 | < 0.05 |" in text


def test_the_page_keeps_the_text_around_its_tables(tmp_path: Path) -> None:
    file = tmp_path / "performance.md"
    file.write_text("# Title\n\n<!-- bench -->\nold\n<!-- /bench -->\n\nEnd.\n", "utf-8")
    page.write(file, [r"one \1", "two"])
    assert (
        "# Title\n\n<!-- bench -->\n\none \\1\n\ntwo\n\n<!-- /bench -->\n\nEnd.\n"
    ) == file.read_text("utf-8")


def test_services_are_cloned_once_at_their_commit(
    service: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *words], cwd=service, check=True)
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=service, capture_output=True, text=True, check=True
    ).stdout.strip()
    data = tmp_path / "services.toml"
    known = f"name = 'orders'\nurl = '{service}'\ncommit = '{commit}'\nfolder = 'app'\n"
    data.write_text(f"[[services]]\n{known}[tools]\n", "utf-8")
    monkeypatch.setattr(services, "_DATA", data)
    (orders,) = services.services()
    checkouts = tmp_path / "checkouts"
    with pytest.raises(services.UnavailableError, match="--fetch"):
        orders.within(checkouts)
    checkouts.mkdir()
    services.fetch(checkouts)
    services.fetch(checkouts)
    assert 9 == len(copy(orders.within(checkouts), tmp_path / "copy").files)


def test_every_service_is_pinned() -> None:
    assert len(services.services()) >= 3
    assert all(len(service.commit) == 40 for service in services.services())
    assert all("==" in pin or "@" in pin for pin in services.tools().values())


def test_commits_change_files_that_stay_python(service: Path, tmp_path: Path) -> None:
    repository = copy(service, tmp_path / "copy")
    before = {name: (repository.root / name).read_text("utf-8") for name in repository.files}
    found = commits("service", repository, 2)
    assert list(EDITS) == list(found.costs)
    assert all(len(costs) == 2 and min(costs).wall > 0 for costs in found.costs.values())
    now = {name: (repository.root / name).read_text("utf-8") for name in repository.files}
    assert len([name for name, text in now.items() if text != before[name]]) > 5
    for name, text in now.items():
        compile(text, name, "exec")
    said = page.commits([("service", found)])
    assert "| service | a line in a function | 2 |" in said


def test_a_line_is_added_within_a_function() -> None:
    text = "LIMIT = 1\n\n\ndef load():\n    print(LIMIT)\n    return LIMIT\n"
    lines = EDITS["a line in a function"](text, Random(0)).splitlines()  # noqa: S311  no secret
    assert [line.partition("_")[0] for line in lines[4:]] == [
        "    print(LIMIT)",
        "    added",
        "    return LIMIT",
    ]
