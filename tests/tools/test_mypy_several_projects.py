import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from backend_gates.model import Failure, Finding, Report, Span
from backend_gates.tools.mypy.several_projects import merge, naming_each_below
from backend_gates.tools.mypy_strict import main

pytestmark = pytest.mark.usefixtures("no_environment")
BOTH = ("--project=services/orders", "--project=services/users")
LINE = f"write args: [{', '.join(BOTH)}]\n"


class Ran(NamedTuple):
    code: int
    output: str
    told: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: Ran(main(arguments), *capfd.readouterr())


def _write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def _environment(project: Path) -> None:
    command = (sys.executable, "-m", "venv", "--without-pip", str(project / ".venv"))
    subprocess.run(command, check=True)


@pytest.fixture
def monorepo(tmp_path: Path) -> Path:
    """Two services whose package has the same name, each with a pyproject.toml."""
    (tmp_path / ".git").mkdir()
    for name, module in (("orders", 'x: int = ""\n'), ("users", "x = 1\n")):
        files = {"pyproject.toml": "", "app/__init__.py": "", "app/main.py": module}
        _write(tmp_path / "services" / name, files)
    return tmp_path


@pytest.fixture
def services(monorepo: Path) -> Path:
    """Give each service its own environment."""
    for name in ("orders", "users"):
        _environment(monorepo / "services" / name)
    return monorepo


@pytest.mark.usefixtures("services")
def test_the_root_without_an_interpreter_names_the_projects_below(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.output) == (2, "")
    to_do, searched = ran.told.splitlines(keepends=True)
    assert "no interpreter of the project found: create its .venv, or, to check each" in to_do
    assert to_do.endswith(LINE)
    assert "looked at" in searched


@pytest.mark.usefixtures("monorepo")
def test_modules_of_the_same_name_name_the_projects_below(run: Run) -> None:
    ran = run("--isolated")
    assert ran.code == 2
    assert 'Duplicate module named "app"' in ran.output
    assert ran.told.endswith(f"mypy-strict: to check each project below on its own, {LINE}")


def test_modules_of_the_same_name_in_one_project_need_another_way_out(
    tmp_path: Path, run: Run
) -> None:
    _write(tmp_path, {f"{name}/app/__init__.py": "" for name in ("one", "two")})
    ran = run("--isolated")
    assert 'Duplicate module named "app"' in ran.output
    assert "args" not in ran.told


def test_each_project_is_checked_with_its_own_interpreter_and_settings(
    services: Path, run: Run
) -> None:
    _write(services, {"services/users/app/main.py": "def f(x): ...\n"})
    silent = '[tool.backend-gates.per-file-ignores]\n"app/" = ["mypy-strict"]\n'
    ran = run(*BOTH, "--output-format=concise")
    assert ran.code == 1
    assert [line.split(" ")[0] for line in ran.output.splitlines()] == [
        "services/orders/app/main.py:1:10:",
        "services/users/app/main.py:1:1:",
    ]
    for name in ("orders", "users"):
        used = rf"mypy-strict: services/{name}: checks .* with services/{name}/\.venv/bin/python "
        assert re.search(used, ran.told)
    _write(services, {"services/users/pyproject.toml": silent})
    assert "services/users" not in run(*BOTH).output


@pytest.mark.usefixtures("services")
def test_several_projects_make_one_document(run: Run) -> None:
    ran = run(*BOTH, "--output-format=json", "--exit-zero")
    assert ran.code == 0
    (finding,) = json.loads(ran.output)
    assert finding["filename"].endswith("services/orders/app/main.py")


@pytest.mark.usefixtures("services")
def test_a_project_that_cannot_be_checked_does_not_keep_the_others_back(run: Run) -> None:
    ran = run("--project=gone", *BOTH, "--exit-zero")
    assert ran.code == 2
    assert "services/orders/app/main.py:1:10" in ran.output
    assert "mypy-strict: gone: --project gone: no such folder\n" in ran.told


def test_an_error_that_stops_mypy_in_one_project_is_the_worst(services: Path, run: Run) -> None:
    _write(services, {"services/users/app/main.py": "def f(:\n"})
    ran = run(*BOTH)
    assert ran.code == 2
    assert "services/orders/app/main.py:1:10: mypy-strict" in ran.output
    assert "services/users/app/main.py:1:8: error: mypy:" in ran.output


@pytest.mark.usefixtures("services")
def test_a_project_named_twice_is_checked_once(run: Run) -> None:
    ran = run(BOTH[0], BOTH[0])
    assert (ran.code, ran.told.count("checks the whole project")) == (1, 1)


def test_a_nested_configuration_is_named_from_the_working_directory(
    services: Path, run: Run
) -> None:
    _write(services, {"services/orders/app/pay/mypy.ini": "[mypy]\n"})
    _write(services, {"services/orders/app/pay/api.py": ""})
    assert "--project services/orders/app/pay\n" in run(BOTH[0]).told


def test_of_projects_within_projects_the_outer_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _write(tmp_path, {"a/pyproject.toml": "", "a/b/pyproject.toml": "", "a/b/c.py": "", "d.py": ""})
    assert naming_each_below(tmp_path) == "args: [--project=a]"


@pytest.mark.parametrize("folder", ["tests/data", "docs/demo", ".venv/x", "no_code"])
def test_what_is_no_project_to_check_is_not_named(tmp_path: Path, folder: str) -> None:
    _write(tmp_path, {f"{folder}/pyproject.toml": ""})
    if folder != "no_code":
        _write(tmp_path, {f"{folder}/a.py": ""})
    assert naming_each_below(tmp_path) == ""


@pytest.mark.parametrize("folder", ["two words", "a, b", "c # d", "e]", 'f"g', "café: h"])
def test_the_line_is_yaml_whatever_folders_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    _write(tmp_path, {f"{folder}/pyproject.toml": "", f"{folder}/a.py": ""})
    assert yaml.safe_load(naming_each_below(tmp_path)) == {"args": [f"--project={folder}"]}


def test_reports_are_merged_in_order_and_without_repetition() -> None:
    shared, later = (
        Finding(path, Span(1, 1, 1, 2), "mypy-strict", "m") for path in ("libs/a.py", "shop/b.py")
    )
    whole, line = Failure("shop", None, "m"), Failure("shop", Span(1, 1, 1, 1), "m")
    merged = merge([Report((shared, later), (line,)), Report((shared,), (whole, line))])
    assert merged == Report((shared, later), (whole, line))
