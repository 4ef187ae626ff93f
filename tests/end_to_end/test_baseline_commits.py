"""A baseline at `git commit`: the new is refused, what is mended leaves it, branches merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Outcome, Service

CHECKS = ("blocking-call-in-async", "ruff-check", "ruff-security")
FILE = "known.txt"
LEGACY = """\
import os
import time


async def {name}():
    time.sleep(1)
    assert eval("1")
"""
NEW = "\n\nasync def fresh():\n    time.sleep(2)\n"


@pytest.fixture
def legacy(service: Service) -> Service:
    """A service that has taken its findings in, with the runner installed."""
    service.write("pyproject.toml", f'[tool.backend-gates]\nbaseline = "{FILE}"\n')
    service.write(".gitignore", ".backend_gates_cache/\n.ruff_cache/\n")
    for name in ("one", "two", "three"):
        service.write(f"app/{name}.py", LEGACY.format(name=name))
    service.configure(*CHECKS, args=["--grow-baseline"], require_serial=True)
    assert service.run_on_all().code == 0
    service.configure(*CHECKS, args=["--update-baseline"])
    assert service.runner(service.root, "install").code == 0
    accepted = commit(service, "Legacy")
    assert accepted.code == 0, accepted.text
    return service


def commit(service: Service, message: str) -> Outcome:
    service.stage()
    return service.git("commit", "-m", message)


def mend(service: Service, name: str) -> None:
    file = f"app/{name}.py"
    text = service.read(file).decode()
    mended = text.replace("import time\n", "import asyncio\n").replace(
        "time.sleep", "asyncio.sleep"
    )
    service.write(
        file, mended.replace("import os\n", "").replace("    asyncio", "    await asyncio")
    )


def entries(service: Service) -> list[str]:
    return [line for line in service.read(FILE).decode().splitlines() if line.startswith("app")]


def test_only_the_new_defect_is_named(legacy: Service) -> None:
    legacy.write("app/one.py", LEGACY.format(name="one") + NEW)
    refused = commit(legacy, "New")
    assert refused.code == 1
    assert "app/one.py:11:5: blocking-call-in-async" in refused.text
    assert "Found 1 finding in 1 file" in refused.text
    assert "--> app/one.py:11:5" in refused.text
    assert "Found 1 error." in refused.text
    assert "eval" not in refused.text


def test_a_mend_stops_once_and_shrinks_the_baseline(legacy: Service) -> None:
    before = entries(legacy)
    mend(legacy, "two")
    stopped = commit(legacy, "Mend")
    assert stopped.code == 1
    assert "files were modified by this hook" in stopped.text
    accepted = commit(legacy, "Mend")
    assert accepted.code == 0, accepted.text
    left = entries(legacy)
    assert set(left) < set(before)
    assert [line for line in before if "two" not in line] == [
        line for line in left if "two" not in line
    ]
    assert not [line for line in left if "app/two.py  blocking" in line]


def test_two_branches_that_both_mend_merge(legacy: Service) -> None:
    trunk = legacy.git("branch", "--show-current").text.strip()
    for branch, name in (("left", "one"), ("right", "two")):
        assert legacy.git("checkout", "-q", "-b", branch, trunk).code == 0
        mend(legacy, name)
        commit(legacy, f"Mend {name}")
        accepted = commit(legacy, f"Mend {name}")
        assert accepted.code == 0, accepted.text
    merged = legacy.git("merge", "--no-edit", "left")
    assert merged.code == 0, merged.text
    legacy.configure(*CHECKS, args=["--strict-baseline"])
    strict = legacy.run_on_all()
    assert strict.code == 0, strict.text
    legacy.write("app/three.py", "")
    failing = legacy.run_on_all()
    assert failing.code == 1
    assert "no longer found" in failing.text
    assert legacy.git("checkout", "-q", "app/three.py").code == 0


def test_a_renamed_file_passes(legacy: Service) -> None:
    assert legacy.git("mv", "app/one.py", "app/first.py").code == 0
    stopped = legacy.git("commit", "-m", "Rename")
    assert "moved with their files" in stopped.text
    accepted = commit(legacy, "Rename")
    assert accepted.code == 0, accepted.text
    assert not [line for line in entries(legacy) if "app/one.py" in line]
