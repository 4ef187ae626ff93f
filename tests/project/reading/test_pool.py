from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.msgpack import decode

from backend_gates.project.reading import pool, pool_worker
from backend_gates.project.reading.archive import Archive
from backend_gates.project.reading.packing import Packed, pack
from backend_gates.syntax import reader
from backend_gates.syntax.source import UnreadableError

TEXT = "def function_{number}(argument: int) -> int:\n    return argument + {number}\n\n\n"
LARGE = "".join(TEXT.format(number=number) for number in range(6000))

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def names(tmp_path: Path) -> list[str]:
    """Files that are worth a pool, one of which cannot be read, and one that is not there."""
    names = [f"{number}.py" for number in range(4)]
    for name in names:
        (tmp_path / name).write_text(f"# {name}\n{LARGE}", "utf-8")
    (tmp_path / "bad.py").write_text(f"{LARGE}x = (\n", "utf-8")
    return [*names, "bad.py", "missing.py"]


def sizes(folder: Path, names: list[str]) -> list[tuple[int, str]]:
    return [(400_000, str(folder / name)) for name in names]


def children() -> set[int]:
    threads = Path("/proc/self/task").glob("*/children")
    return {int(word) for thread in threads for word in thread.read_text().split()}


def assert_right(archive: Archive, folder: Path, names: list[str]) -> None:
    *good, bad, missing = names
    for name in good:
        assert reader.skim((folder / name).read_bytes()) == archive.facts_of(name)
    with pytest.raises(UnreadableError) as caught:
        archive.facts_of(bad)
    assert LARGE.count("\n") + 1 == caught.value.line
    with pytest.raises(FileNotFoundError):
        archive.facts_of(missing)


def test_a_pool_reads_what_one_process_reads(tmp_path: Path, names: list[str]) -> None:
    answers = dict(pool.read(sizes(tmp_path, names), 2))
    assert {str(tmp_path / name) for name in names[:-1]} == set(answers)
    archive = Archive(tmp_path, use_cache=False)
    archive.prepare(names)
    assert_right(archive, tmp_path, names)


@on_linux
def test_no_process_is_left(tmp_path: Path, names: list[str]) -> None:
    before = children()
    for _ in pool.read(sizes(tmp_path, names), 2):
        assert before < children()
        break
    assert before == children()


@on_linux
def test_workers_that_die_hang_nothing(tmp_path: Path, names: list[str]) -> None:
    before = children()
    reading = pool.read(sizes(tmp_path, names), 2)
    answered = [next(reading)]
    for worker in children() - before:
        os.kill(worker, signal.SIGKILL)
    answered += reading
    assert len(answered) < len(names)


@pytest.mark.parametrize("program", ["/nowhere/python", "false", "cat"])
def test_without_workers_everything_is_read_here(
    tmp_path: Path, names: list[str], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(pool, "PROGRAM", (program,))
    assert [] == list(pool.read(sizes(tmp_path, names), 2))
    archive = Archive(tmp_path, use_cache=False)
    archive.prepare(names)
    assert_right(archive, tmp_path, names)


def test_names_that_are_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.py")
    (tmp_path / name).write_text("x = 1\n", "utf-8")
    ((path, packed),) = pool.read([(6, str(tmp_path / name))], 2)
    assert str(tmp_path / name) == path
    assert packed.facts
    archive = Archive(tmp_path)
    archive.prepare([name])
    archive.save()
    assert Archive(tmp_path).facts_of(name) == archive.facts_of(name)


def test_a_worker_answers_until_its_input_ends(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n", "utf-8")
    asked = io.BytesIO()
    pool_worker.send(asked, [os.fsencode(tmp_path / name) for name in ("a.py", "missing.py")])
    pool_worker.send(asked, [])
    cut = asked.getvalue() + asked.getvalue()[:20]
    command = [sys.executable, "-I", "-m", "backend_gates.project.reading.pool_worker"]
    done = subprocess.run(command, input=cut, capture_output=True, check=True)
    assert b"" == done.stderr
    first, second = pool_worker.received(io.BytesIO(done.stdout))
    assert [pack(b"x = 1\n"), None] == decode(first, type=list[Packed | None])
    assert [] == decode(second)
