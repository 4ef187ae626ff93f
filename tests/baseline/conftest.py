"""A service with known findings, in a real git repository."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.conftest import Gates, Said

CHECK = "blocking-call-in-async"
FILE = "known.txt"
SETTINGS = f'[tool.backend-gates]\nbaseline = "{FILE}"\n'
MODULE = """\
import time


async def first():
    time.sleep(1)
    time.sleep(1)


async def second():
    time.sleep(1)
"""
OTHER = "import time\n\n\nasync def other():\n    time.sleep(9)\n"


class Service(NamedTuple):
    """A repository with findings, and the command line in it."""

    root: Path
    gates: Gates

    def check(self, *words: str, hook: str = CHECK) -> Said:
        return self.gates(hook, "--no-cache", "--output-format=concise", *words)

    def grow(self, *words: str) -> Said:
        return self.check("--grow-baseline", *words)

    def update(self, *words: str) -> Said:
        return self.check("--update-baseline", *words)

    def write(self, name: str, text: str) -> Path:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def known(self) -> list[str]:
        """The entries as they stand in the baseline."""
        lines = (self.root / FILE).read_text("utf-8").splitlines()
        return [line for line in lines if line and not line.startswith("#")]

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.root, capture_output=True, check=True, text=True
        )
        return done.stdout

    def commit(self, message: str = "more") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)


def in_git(root: Path) -> None:
    for words in (["init", "-q", "-b", "main"], ["config", "user.email", "a@b.example"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    subprocess.run(["git", "config", "user.name", "a"], cwd=root, check=True)


@pytest.fixture
def service(project: Path, gates: Gates) -> Service:
    """Three known findings in one file and one in another, in git."""
    in_git(project)
    made = Service(project, gates)
    made.write("pyproject.toml", SETTINGS)
    made.write(".gitignore", ".backend_gates_cache/\n")
    made.write("app/module.py", MODULE)
    made.write("app/other.py", OTHER)
    assert made.grow().code == 0
    made.commit("start")
    return made


Lines = Callable[[Said], list[int]]


@pytest.fixture
def lines() -> Lines:
    """The line of each finding in a concise report."""

    def of(said: Said) -> list[int]:
        return [int(row.split(":")[1]) for row in said.out.splitlines()]

    return of
