import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from backend_gates import cli

# CI tells whether a change broke something: the same examples every time, however slow the machine.
# `make explore` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=3000, deadline=None)
settings.load_profile("repeatable")


class Said(NamedTuple):
    code: int
    out: str
    err: str


Gates = Callable[..., Said]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project as the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def gates(capfdbinary: pytest.CaptureFixture[bytes]) -> Gates:
    """The command line, as a user calls it."""

    def run(*arguments: str) -> Said:
        capfdbinary.readouterr()
        try:
            code = cli.main(arguments)
        except SystemExit as error:
            code = int(error.code or 0)
        out, err = capfdbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return run


SERVICE = Path(__file__).parent / "seeded_service.txt"
PACKAGES = ("fastapi==0.141.1", "pydantic==2.13.4", "sqlalchemy==2.0.51", "httpx==0.28.1")
MYPY = "mypy==2.4.1"
PLUGIN = '[tool.mypy]\nplugins = ["pydantic.mypy"]\n'
SAME = f"{sys.version_info[0]}.{sys.version_info[1]}"
OTHERS = tuple(each for each in ("3.12", "3.13", "3.11", "3.10", "3.14") if each != SAME)

Environments = Callable[..., Path]
Places = set[tuple[str, int]]


class Setup(NamedTuple):
    """What a seeded service has: a Python, the pydantic plugin, a mypy of its own."""

    python: str
    plugin: bool = False
    mypy: bool = False


class Seeded(NamedTuple):
    """A service with an environment and eight bugs, and what the hook says when it checks it."""

    root: Path
    bugs: Places
    told: tuple[str, str]

    def found(self, report: str | bytes) -> Places:
        """The file and the line of each finding in a JSON report."""
        return {
            (Path(each["filename"]).relative_to(self.root).as_posix(), each["location"]["row"])
            for each in json.loads(report)
        }


Seed = Callable[[Path, Setup], Seeded]


@pytest.fixture(
    params=[("same",), ("same", "plugin"), ("other",), ("other", "plugin", "mypy")],
    ids="-".join,
)
def setup(request: pytest.FixtureRequest) -> Setup:
    """Each way in which all bugs are found: the Python is the hook's, or another one."""
    python, *more = request.param
    version = SAME if python == "same" else _other_version()
    return Setup(version, plugin="plugin" in more, mypy="mypy" in more)


@pytest.fixture
def seed(environments: Environments) -> Seed:
    """Write the seeded service to a folder."""

    def write(root: Path, setup: Setup) -> Seeded:
        more = (MYPY,) if setup.mypy else ()
        mypy = f"the project's {MYPY.replace('==', ' ')}" if setup.mypy else "the hook's mypy"
        (root / ".venv").symlink_to(environments(setup.python, *more))
        (root / "pyproject.toml").write_text(PLUGIN if setup.plugin else "", "utf-8")
        told = (f".venv/bin/python (Python {setup.python}.", mypy)
        return Seeded(root, _write_modules(root / "shop"), told)

    return write


def _write_modules(package: Path) -> Places:
    package.mkdir()
    bugs = set()
    for module in SERVICE.read_text("utf-8").split("=== ")[1:]:
        name, _, text = module.partition("\n")
        (package / name).write_text(text, "utf-8")
        lines = enumerate(text.splitlines(), 1)
        bugs |= {(f"{package.name}/{name}", number) for number, line in lines if "# bug" in line}
    return bugs


@pytest.fixture(scope="session")
def environments(pytestconfig: pytest.Config) -> Environments:
    """Virtual environments with the packages, made once and kept in pytest's cache."""
    assert pytestconfig.cache is not None
    home = pytestconfig.cache.mkdir("project-environments")

    def environment(version: str, *more: str) -> Path:
        place = home / "-".join((version, *PACKAGES, *more)).replace("==", "")
        with (home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.is_dir():
                _make_environment(place, version, (*PACKAGES, *more))
        return place

    return environment


def _make_environment(place: Path, version: str, packages: tuple[str, ...]) -> None:
    draft = place.with_name("draft")
    subprocess.run((_python(version), "-m", "venv", "--clear", str(draft)), check=True)
    install = ("-m", "pip", "install", "--quiet", "--no-compile", *packages)
    subprocess.run((str(draft / "bin" / "python"), *install), check=True)
    draft.rename(place)


def _other_version() -> str:
    found = next((each for each in OTHERS if _python(each)), "")
    if not found:
        pytest.skip(f"no second Python on PATH (looked for {', '.join(OTHERS)})")
    return found


def _python(version: str) -> str:
    """A working interpreter of that version: this one, one on PATH, or one of pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
    installed = sorted(str(each) for each in pyenv.glob(f"{version}.*/bin/python"))
    candidates = [sys.executable] if version == SAME else [f"python{version}", *installed]
    return next(filter(_works, candidates), "")


def _works(python: str) -> bool:
    try:
        subprocess.run((python, "-c", "import venv"), capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
