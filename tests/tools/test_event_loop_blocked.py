"""The hook on real projects, which have an environment of their own."""

import json
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from tests.conftest import Gates

from backend_gates.tools.event_loop_blocked import HOOK
from backend_gates.tools.pytest.environment import environment_of_tests

ID = "event-loop-blocked"
SLEEPS = "import asyncio, time\n\n\nasync def nap():\n    time.sleep(0.3)\n"
TEST = "import asyncio\n\nimport naps\n\n\ndef test_nap():\n    asyncio.run(naps.nap())\n"
LEFT_OVERS = """\
import asyncio
import os

import pytest

os.environ["PYTHONASYNCIODEBUG"] = "1"


@pytest.fixture(scope="session")
def event_loop():
    loop = asyncio.new_event_loop()
    loop.slow_callback_duration = 0.1
    yield loop


@pytest.fixture(name="event_loop")
def another():
    yield asyncio.new_event_loop()


@pytest.fixture(name="loop")
def event_loop_of_ours():
    yield asyncio.new_event_loop()


def event_loop_policy():
    return None
"""


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose environment has what is installed beside these tests."""
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", ".venv"], cwd=tmp_path, check=True
    )
    (packages,) = (tmp_path / ".venv").glob("lib/python3*/site-packages")
    (packages / "beside.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(service: Path, **modules: str) -> None:
    for name, text in modules.items():
        (service / f"{name}.py").write_text(text, "utf-8")


def test_a_test_that_holds_its_loop_fails(service: Path, gates: Gates) -> None:
    write(service, naps=SLEEPS, test_naps=TEST)
    said = gates(ID)
    assert said.code == 1
    assert "event-loop-blocked: runs .venv/bin/python (from .venv) with pytest 9." in said.err
    assert re.search(r"held the event loop for \d+ ms at naps.py:5\n", said.out)


def test_arguments_go_to_pytest(service: Path, gates: Gates) -> None:
    write(service, naps=SLEEPS, test_naps=TEST)
    assert gates(ID, "--event-loop-blocked-ms=900", "-q").code == 0
    said = gates(ID, "-n", "1", "-k", "nap")
    assert said.code == 1
    assert "at naps.py:5\n" in said.out
    wrong = gates(ID, "--no-such-option")
    assert wrong.code == 2
    assert "pytest could not run the tests (exit code 4)" in wrong.err


def test_no_tests_is_no_failure_and_said(service: Path, gates: Gates) -> None:
    write(service, naps=SLEEPS)
    said = gates(ID)
    assert said.code == 0
    assert "there are no tests, so nothing was watched" in said.err


def test_the_tests_see_nothing_of_ours(service: Path, gates: Gates) -> None:
    """Neither modules beside the plugin nor variables; theirs come before ours."""
    write(
        service,
        event_loop_guard_of_theirs="",
        test_surroundings=(
            "import json, os, subprocess, sys\n\n\n"
            "def test_surroundings(tmp_path):\n"
            "    child = [sys.executable, '-c', 'import sys; print(sys.path)']\n"
            "    told = subprocess.run(child, capture_output=True, text=True).stdout\n"
            "    own = [sys.path[0], sys.path[-1], told, sys.argv[0], os.environ['VIRTUAL_ENV']]\n"
            "    open('told.json', 'w').write(json.dumps(own))\n"
        ),
    )
    assert gates(ID).code == 0
    first, last, in_child, program, environment = json.loads((service / "told.json").read_text())
    assert (first, Path(last).name) == (str(service), "runtime")
    assert "runtime" not in in_child
    assert Path(program).parts[-2:] == ("pytest", "__main__.py")
    assert environment == str(service / ".venv")


def test_what_has_no_effect_is_reported(service: Path, gates: Gates) -> None:
    write(service, conftest=LEFT_OVERS, test_broken="event_loop = (\n", shop="event_loop = 1\n")
    (service / "pytest.ini").write_text("[pytest]\nenv =\n  PYTHONASYNCIODEBUG=1\n", "utf-8")
    said = gates(ID, "--ignore=test_broken.py")
    places = re.findall(r"^(\S+:\d+:\d+): event-loop-blocked (\S+) (\S+)", said.out, re.MULTILINE)
    assert said.code == 1
    assert places == [
        ("conftest.py:6:12", "pytest-asyncio", "sets"),
        ("conftest.py:10:1", "pytest-asyncio", "ignores"),
        ("conftest.py:12:5", "nothing", "reads"),
        ("conftest.py:17:1", "pytest-asyncio", "ignores"),
        ("pytest.ini:3:3", "pytest-asyncio", "sets"),
    ]


def test_what_has_an_effect_is_not(service: Path, gates: Gates) -> None:
    duration = (
        "def patience(loop):\n    loop.set_debug(True)\n    loop.slow_callback_duration = 0.1\n"
    )
    write(service, conftest=duration)
    (service / "tox.ini").write_text("# PYTHONASYNCIODEBUG\n", "utf-8")
    assert gates(ID).code == 0


def test_files_can_be_left_out(service: Path, gates: Gates) -> None:
    write(service, conftest=LEFT_OVERS)
    table = '[tool.backend-gates.per-file-ignores]\n"conftest.py" = ["event-loop-blocked"]\n'
    (service / "pyproject.toml").write_text(table, "utf-8")
    assert gates(ID).code == 0


@pytest.mark.usefixtures("no_environment")
def test_what_it_can_not_run_without(tmp_path: Path, gates: Gates) -> None:
    os.chdir(tmp_path)
    (tmp_path / "pyproject.toml").touch()
    said = gates(ID)
    assert said.code == 2
    assert "create its .venv, or give --python-executable" in said.err
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "bare"], check=True)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.backend-gates.event-loop-blocked]\npython-executable = "bare"\n', "utf-8"
    )
    assert "has no pytest: install it there" in gates(ID).err
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho nothing\n", "utf-8")
    broken.chmod(0o755)
    assert "isn't a working Python" in gates(ID, "--python-executable", str(broken)).err
    assert "--project nowhere: no such folder" in gates(ID, "--project", "nowhere").err


def test_the_environment_is_as_in_a_shell(tmp_path: Path) -> None:
    hook = str(Path(sys.executable).parent)
    before = {"PATH": f"{hook}:/usr/bin", "VIRTUAL_ENV": sys.prefix, "GIT_DIR": ".git", "HOME": "/"}
    python = tmp_path / "bin" / "python"
    assert environment_of_tests(python, before) == {
        "PATH": f"{python.parent}:/usr/bin",
        "HOME": "/",
    }


@pytest.mark.parametrize("path", ["shop/api.py", "pyproject.toml", "pytest.ini", "uv.lock"])
def test_what_makes_the_hook_run(path: str) -> None:
    assert re.search(HOOK.files, path)
