"""Real suites, run by the real pytest in a process of its own, with the guard."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

GUARD = "backend_gates.runtime.event_loop_guard"
SCOPE = "asyncio_default_fixture_loop_scope = function"
SHOP = Path(__file__).with_name("shop.txt").read_text("utf-8")


class Case(NamedTuple):
    """What JUnit's XML says of a test: `trouble` is empty for one that passed."""

    trouble: str
    text: str
    properties: tuple[str, ...]


class Run(NamedTuple):
    """A finished run: the exit code, what pytest printed, and each test by its name."""

    code: int
    printed: str
    cases: dict[str, Case]

    def failed(self) -> set[str]:
        return {name for name, case in self.cases.items() if case.trouble}


RunSuite = Callable[..., Run]


def line_held_by(function: str) -> str:
    """The line of the shop on which the function holds the loop."""
    lines = SHOP.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"async def {function}("))
    return f"shop.py:{next(i for i in range(start, len(lines)) if '# held' in lines[i]) + 1}"


@pytest.fixture
def run_suite(tmp_path: Path) -> RunSuite:
    """Write a suite with the shop beside it, and run it."""

    def run(text: str, *arguments: str, ini: str = "", plugin: str = GUARD) -> Run:
        (tmp_path / "shop.py").write_text(SHOP, "utf-8")
        (tmp_path / "slow_module.py").write_text("import time\n\ntime.sleep(0.3)\n", "utf-8")
        (tmp_path / "pytest.ini").write_text(
            f"[pytest]\npythonpath = .\nfilterwarnings = error\n{SCOPE}\n{ini}", "utf-8"
        )
        (tmp_path / "test_suite.py").write_text(text, "utf-8")
        plugins = ("-p", "no:hypothesispytest", "-p", plugin)
        command = (sys.executable, "-m", "pytest", *plugins, "--junitxml=report.xml", *arguments)
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300
        )
        return Run(done.returncode, done.stdout + done.stderr, cases(tmp_path / "report.xml"))

    return run


def cases(report: Path) -> dict[str, Case]:
    if not report.exists():
        return {}
    tests = ET.parse(report).getroot().iter("testcase")  # noqa: S314  likewise
    return {
        re.sub(r"^test_\w+\[(\w+?)(-\w+)?\]$", r"\1", str(each.get("name"))): case(each)
        for each in tests
    }


def case(test: ET.Element) -> Case:
    bad = [each for each in test if each.tag in {"failure", "error"}]
    properties = tuple(str(each.get("value")) for each in test.iter("property"))
    return Case(
        "+".join(each.tag for each in bad), "".join(each.text or "" for each in bad), properties
    )
