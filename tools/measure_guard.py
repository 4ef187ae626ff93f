"""Measures the event-loop guard: what it costs, and how often it errs on a busy machine.

`measure_guard.py cost` runs 2 000 trivial async tests with and without it.
`measure_guard.py load [RUNS]` repeats, beside two busy processes for each processor, a suite in
which five tests hold their loop for about 300 ms and six don't.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHOP = ROOT / "tests" / "runtime" / "shop.txt"
GUARD = "backend_gates.runtime.event_loop_guard"
CONFIGURATION = "[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n"
TRIVIAL = """
import asyncio, pytest

@pytest.mark.parametrize("number", range(2000))
async def test_nothing(number):
    await asyncio.sleep(0)
"""
MIXED = """
import time
import pytest, shop

def test_sync():
    time.sleep(0.3)

@pytest.mark.parametrize("name", shop.HELD + shop.FINE)
async def test_it(name):
    await getattr(shop, name)()
"""
HELD = {"sleeps", "asks", "computes", "matches", "locks"}
ROUNDS = 5


def main(arguments: list[str]) -> int:
    """Measure what the arguments say."""
    if arguments[:1] == ["cost"]:
        return cost()
    if arguments[:1] == ["load"]:
        return load(int(arguments[1]) if arguments[1:] else 30)
    print(__doc__)
    return 2


def cost() -> int:
    """Print the CPU time of the same run without the guard and with it, the best of some rounds."""
    with suite(TRIVIAL) as folder:
        rounds = [(cpu_of(folder), cpu_of(folder, "-p", GUARD)) for _ in range(ROUNDS)]
    without, with_guard = (min(each[i] for each in rounds) for i in range(2))
    print(f"without {without:.2f} s, with {with_guard:.2f} s: {with_guard / without:.2f} times")
    return 0


def load(runs: int) -> int:
    """Print the false and the missed alarms of so many runs; 1 when there was one."""
    false, missed = 0, 0
    with suite(MIXED) as folder, busy_machine():
        for number in range(1, runs + 1):
            printed = pytest(folder, "-p", GUARD, "-rf").stdout
            failed = {
                line.split("[")[1].split("]")[0] for line in printed.splitlines() if is_failed(line)
            }
            false, missed = false + len(failed - HELD), missed + len(HELD - failed)
            print(f"run {number}: {sorted(failed ^ HELD) or 'right'}", flush=True)
    print(f"{runs} runs: {false} false alarms, {missed} missed")
    return 1 if false or missed else 0


def is_failed(line: str) -> bool:
    """Say whether the line of pytest's summary names a parametrized test that failed."""
    return line.startswith(("FAILED", "ERROR")) and "[" in line


@contextmanager
def suite(text: str) -> Iterator[Path]:
    """Write the suite to a folder that is there for a while."""
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "pytest.ini": CONFIGURATION,
            "test_suite.py": text,
            "shop.py": SHOP.read_text("utf-8"),
        }
        files["slow_module.py"] = "import time\n\ntime.sleep(0.3)\n"
        for name, content in files.items():
            (Path(folder) / name).write_text(content, "utf-8")
        yield Path(folder)


@contextmanager
def busy_machine() -> Iterator[None]:
    """Keep every processor busy twice over."""
    command = (sys.executable, "-c", "while True: pass")
    count = 2 * (os.cpu_count() or 1)
    hogs = [subprocess.Popen(command) for _ in range(count)]  # noqa: S603  ours
    try:
        yield
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()


def cpu_of(folder: Path, *arguments: str) -> float:
    """Return the CPU seconds of a run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    pytest(folder, *arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pytest(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run pytest in the folder."""
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments)
    return subprocess.run(  # noqa: S603  ours
        command, cwd=folder, capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
