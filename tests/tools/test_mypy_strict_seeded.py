import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PACKAGES = ("fastapi==0.141.1", "pydantic==2.13.4", "sqlalchemy==2.0.51", "httpx==0.28.1")
SEEDED = Path(__file__).parent / "mypy_seeded.txt"
SAME = f"{sys.version_info[0]}.{sys.version_info[1]}"
OTHERS = tuple(each for each in ("3.12", "3.13", "3.11", "3.10", "3.14") if each != SAME)

Environments = Callable[..., Path]
PLUGIN = '[tool.mypy]\nplugins = ["pydantic.mypy"]\n'


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


def _other_version() -> str:
    found = next((each for each in OTHERS if _python(each)), "")
    if not found:
        pytest.skip(f"no second Python on PATH (looked for {', '.join(OTHERS)})")
    return found


@pytest.fixture(scope="session")
def environments(pytestconfig: pytest.Config) -> Environments:
    """Virtual environments with the packages, made once and kept in pytest's cache."""
    assert pytestconfig.cache is not None
    home = pytestconfig.cache.mkdir("project-environments")

    def environment(version: str, *more: str) -> Path:
        wanted = (*PACKAGES, *more)
        name = "-".join((version, *wanted)).replace("==", "")
        if not (home / name).is_dir():
            _make_environment(home / name, version, wanted)
        return home / name

    return environment


def _make_environment(place: Path, version: str, packages: tuple[str, ...]) -> None:
    draft = place.with_name(f"{place.name}.{os.getpid()}")
    subprocess.run((_python(version), "-m", "venv", str(draft)), check=True)
    install = ("-m", "pip", "install", "--quiet", "--no-compile", *packages)
    subprocess.run((str(draft / "bin" / "python"), *install), check=True)
    if place.is_dir():
        shutil.rmtree(draft)
    else:
        draft.rename(place)


def _seeded_project(root: Path, environment: Path, configuration: str) -> dict[str, set[int]]:
    """Write the project; return the lines of its files that have a bug."""
    (root / ".venv").symlink_to(environment)
    (root / "shop").mkdir()
    modules = SEEDED.read_text("utf-8").split("=== ")[1:]
    files = {f"shop/{each.partition(chr(10))[0]}": each.partition("\n")[2] for each in modules}
    for name, text in (files | {"pyproject.toml": configuration}).items():
        (root / name).write_text(text, "utf-8")
    return {
        name: {number for number, line in enumerate(text.splitlines(), 1) if "# bug" in line}
        for name, text in files.items()
        if "# bug" in text
    }


def _run(root: Path) -> "subprocess.CompletedProcess[str]":
    command = (sys.executable, "-I", "-m", "backend_gates", "mypy-strict", "--output-format=json")
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def _found(output: str, root: Path) -> dict[str, set[int]]:
    lines: dict[str, set[int]] = {}
    for each in json.loads(output):
        path = Path(each["filename"]).relative_to(root).as_posix()
        lines.setdefault(path, set()).add(each["location"]["row"])
    return lines


@pytest.mark.parametrize("configuration", ["", PLUGIN])
def test_all_seeded_bugs_are_found_with_the_hooks_mypy(
    configuration: str, environments: Environments, tmp_path: Path
) -> None:
    bugs = _seeded_project(tmp_path, environments(SAME), configuration)
    ran = _run(tmp_path)
    assert sum(map(len, bugs.values())) == 8
    assert (_found(ran.stdout, tmp_path), ran.returncode) == (bugs, 1)
    assert f".venv/bin/python (Python {SAME}" in ran.stderr
    assert "the hook's mypy" in ran.stderr


def test_all_seeded_bugs_are_found_in_an_environment_of_another_python(
    environments: Environments, tmp_path: Path
) -> None:
    other = _other_version()
    bugs = _seeded_project(tmp_path, environments(other), "")
    ran = _run(tmp_path)
    assert (_found(ran.stdout, tmp_path), ran.returncode) == (bugs, 1)
    assert f".venv/bin/python (Python {other}" in ran.stderr


def test_the_projects_mypy_of_another_python_loads_the_plugin(
    environments: Environments, tmp_path: Path
) -> None:
    bugs = _seeded_project(tmp_path, environments(_other_version(), "mypy==2.4.1"), PLUGIN)
    ran = _run(tmp_path)
    assert (_found(ran.stdout, tmp_path), ran.returncode) == (bugs, 1)
    assert "the project's mypy 2.4.1" in ran.stderr


def test_a_plugin_for_another_python_is_refused_with_the_ways_out(
    environments: Environments, tmp_path: Path
) -> None:
    other = _other_version()
    _seeded_project(tmp_path, environments(other), PLUGIN)
    ran = _run(tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("mypy-strict: the mypy plugin needs pydantic, which ")
    for way_out in ("install mypy in the", f"language_version: python{other}", "additional_dep"):
        assert way_out in ran.stderr
