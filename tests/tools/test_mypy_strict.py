import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from backend_gates.tools.mypy_strict import main


class Ran(NamedTuple):
    code: int
    output: str
    told: str


pytestmark = pytest.mark.usefixtures("no_environment")


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    monkeypatch.chdir(tmp_path)

    def run_main(*arguments: str) -> Ran:
        code = main(arguments)
        return Ran(code, *capfd.readouterr())

    return run_main


def _write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A project with an empty environment, so that the hook's own mypy runs."""
    command = (sys.executable, "-m", "venv", "--without-pip", str(tmp_path / ".venv"))
    subprocess.run(command, check=True)
    _write(tmp_path, {"pyproject.toml": "", "shop/__init__.py": "", "shop/api.py": 'x: int = ""\n'})
    return tmp_path


def _configure(root: Path, text: str) -> None:
    _write(root, {"pyproject.toml": text})


WRONG = "Incompatible types in assignment"


def test_without_an_interpreter_the_first_of_two_lines_says_what_to_do(
    run: Callable[..., Ran],
) -> None:
    ran = run()
    assert (ran.code, ran.output) == (2, "")
    to_do, searched = ran.told.splitlines()
    assert "no interpreter of the project found: create its .venv, give --python-exec" in to_do
    assert searched.startswith("mypy-strict: looked at the configuration, UV_PROJECT_ENVIRONMENT")
    assert max(len(to_do), len(searched)) < 150


def test_isolated_runs_all_the_same_and_says_so(tmp_path: Path, run: Callable[..., Ran]) -> None:
    _write(tmp_path, {"api.py": "import fastapi\n"})
    ran = run("--isolated")
    assert ran.code == 1
    assert "[import-not-found]" in ran.output
    assert "isolated" in ran.told


def test_isolated_with_a_plugin_that_is_not_there(tmp_path: Path, run: Callable[..., Ran]) -> None:
    _configure(tmp_path, '[tool.mypy]\nplugins = "no_such_plugin.mypy"\n')
    ran = run("--isolated")
    assert (ran.code, ran.output) == (2, "")
    assert "the mypy plugin needs no_such_plugin, which is installed neither" in ran.told


def test_a_plugin_that_the_hook_has(plain: Path, run: Callable[..., Ran]) -> None:
    _configure(plain, '[tool.mypy]\nplugins = ["mypy.plugins.proper_plugin"]\n')
    assert WRONG in run().output


def test_findings_are_shown_with_their_source(plain: Path, run: Callable[..., Ran]) -> None:
    ran = run()
    assert ran.code == 1
    assert ran.output.startswith(f"shop/api.py:1:10: mypy-strict {WRONG}")
    assert '  1 | x: int = ""\n' in ran.output
    assert ran.told.startswith("mypy-strict: checks the whole project but tests")
    assert not (plain / ".mypy_cache").exists()


@pytest.mark.usefixtures("plain")
def test_the_projects_own_mypy_is_taken_first(run: Callable[..., Ran]) -> None:
    ran = run("--python-executable", sys.executable)
    assert f"shop/api.py:1:10: mypy-strict {WRONG}" in ran.output
    assert "the project's mypy" in ran.told


def test_the_cache_is_marked(plain: Path, run: Callable[..., Ran]) -> None:
    run()
    cache = plain / ".backend_gates_cache"
    assert (cache / ".gitignore").read_text("utf-8") == "*\n"
    assert (cache / "CACHEDIR.TAG").read_text("utf-8").startswith("Signature: 8a477f597d28d172")
    assert any((cache / "mypy").iterdir())


def test_without_a_place_for_the_cache(plain: Path, run: Callable[..., Ran]) -> None:
    (plain / ".backend_gates_cache").touch()
    assert WRONG in run().output


def test_paths_start_at_the_working_directory(
    plain: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plain / "shop")
    assert run("--output-format=concise").output.startswith("api.py:1:10: ")


def test_tests_and_migrations_are_left_out_unless_named(
    plain: Path, run: Callable[..., Ran]
) -> None:
    bad = "def f(x): ...\n"
    _write(plain, {"tests/x.py": bad, "shop/test_api.py": bad, "shop/migrations/a.py": bad})
    assert "Found 1 finding in 1 file" in run().output
    _configure(plain, '[tool.mypy]\nfiles = ["tests", "shop/test_api.py"]\n')
    ran = run("--output-format=concise")
    assert {line.partition(":")[0] for line in ran.output.splitlines()} == {
        "tests/x.py",
        "shop/test_api.py",
    }
    assert "checks what pyproject.toml names" in ran.told


@pytest.mark.parametrize("folder", ["app", "src/app", "backend/app"])
def test_imports_work_wherever_the_packages_begin(
    plain: Path, run: Callable[..., Ran], folder: str
) -> None:
    shutil.rmtree(plain / "shop")
    start = {} if folder == "app" else {f"{folder}/__init__.py": ""}
    modules = {f"{folder}/main.py": "from app.db.main import x\n\ny: int = x\n"}
    _write(plain, {**start, **modules, f"{folder}/db/main.py": "x = 1\n"})
    ran = run()
    assert (ran.output, ran.code) == ("", 0)


def test_where_the_project_says_where_its_packages_begin(
    plain: Path, run: Callable[..., Ran]
) -> None:
    _configure(plain, '[tool.mypy]\nmypy_path = "lib"\nexplicit_package_bases = true\n')
    _write(plain, {"lib/app/a.py": "x = 1\n", "shop/api.py": "from app.a import x\n\nx + 1\n"})
    assert run().code == 0


def test_skipped_imports_are_followed_and_the_hole_is_named(
    plain: Path, run: Callable[..., Ran]
) -> None:
    _configure(plain, '[tool.mypy]\nfollow_imports = "skip"\nfiles = "shop/api.py"\n')
    _write(plain, {"shop/db.py": "x = 1\n", "shop/api.py": "from shop.db import x\n\nx.y\n"})
    ran = run()
    assert '"int" has no attribute "y" [attr-defined]' in ran.output
    assert 'hole: pyproject.toml [tool.mypy]: follow_imports = "skip"' in ran.told


def test_what_mypy_says_of_the_configuration_is_passed_on(
    plain: Path, run: Callable[..., Ran]
) -> None:
    _configure(plain, "[tool.mypy]\nno_such_option = 1\n")
    assert "mypy-strict: pyproject.toml: [mypy]: Unrecognized option" in run().told


def test_a_syntax_error_is_no_type_error(plain: Path, run: Callable[..., Ran]) -> None:
    _write(plain, {"shop/api.py": "def f(:\n"})
    ran = run("--exit-zero")
    assert ran.code == 2
    assert re.match(r"shop/api\.py:1:8: error: mypy: .*\[syntax\]", ran.output)


def test_what_mypy_refuses_is_no_type_error(plain: Path, run: Callable[..., Ran]) -> None:
    _configure(plain, '[tool.mypy]\nfiles = "gone.py"\n')
    ran = run()
    assert ran.code == 2
    assert "mypy ended with code 2" in ran.output
    assert "gone.py" in ran.output


def test_a_service_of_a_monorepo(plain: Path, run: Callable[..., Ran]) -> None:
    (plain / ".git").mkdir()
    _write(plain, {"services/pay/pyproject.toml": "[tool.mypy]\n", "services/pay/pay.py": "y.z\n"})
    ran = run("--project", "services/pay", "--output-format=concise")
    assert re.fullmatch(r"services/pay/pay\.py:1:1: .*\n", ran.output)
    assert (plain / "services/pay/.backend_gates_cache").is_dir()
    told = run().told
    assert "services/pay has a mypy configuration of its own: --project services/pay" in told


def test_a_configuration_above_does_not_name_what_a_service_has(
    plain: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    (plain / ".git").mkdir()
    _write(
        plain, {"mypy.ini": "[mypy]\nfiles = shop\n", "pay/pyproject.toml": "", "pay/a.py": "y\n"}
    )
    monkeypatch.chdir(plain / "pay")
    assert run("--output-format=concise").output.startswith("a.py:1:1: ")


def test_a_project_that_is_not_there(run: Callable[..., Ran]) -> None:
    ran = run("--project", "gone")
    assert (ran.code, ran.told) == (2, "mypy-strict: --project gone: no such folder\n")


@pytest.mark.parametrize(
    ("settings", "source"),
    [
        ('[tool.backend-gates.mypy-strict]\npython-executable = "py"\n', "[tool.backend-gates"),
        ('[tool.mypy]\npython_executable = "$HERE/py"\n', "mypy's python_executable"),
    ],
)
def test_the_configuration_names_the_interpreter(
    plain: Path,
    run: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    settings: str,
    source: str,
) -> None:
    monkeypatch.setenv("HERE", str(plain))
    (plain / ".venv").rename(plain / "py")
    _configure(plain, settings)
    assert f"from {source}" in run().told


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('python-executable = "gone"', "names .*/gone, which is neither a Python nor"),
        ("python-executable = 1", "'python-executable' must be a string"),
        ("python_executable = 1", "unknown key 'python_executable'.*'python-executable'"),
    ],
)
def test_wrong_settings_are_named(
    plain: Path, run: Callable[..., Ran], settings: str, message: str
) -> None:
    _configure(plain, f"[tool.backend-gates.mypy-strict]\n{settings}\n")
    ran = run()
    assert (ran.code, ran.output, ran.told.count("\n")) == (2, "", 1)
    assert re.search(message, ran.told)


def test_files_that_the_settings_leave_out(plain: Path, run: Callable[..., Ran]) -> None:
    _configure(plain, '[tool.backend-gates.per-file-ignores]\n"shop/*" = ["mypy-strict"]\n')
    assert run().code == 0


def test_exit_zero_and_an_output_file(plain: Path, run: Callable[..., Ran]) -> None:
    ran = run("--exit-zero", "--output-format=github", "--output-file=out.txt")
    assert ran.code == 0
    assert ran.output.startswith("shop/api.py:1:10: ")
    assert (plain / "out.txt").read_text("utf-8").startswith("::error ")


@pytest.mark.usefixtures("plain")
def test_an_output_file_that_cannot_be_written(run: Callable[..., Ran]) -> None:
    ran = run("--output-file=shop")
    assert ran.code == 2
    assert "shop: cannot be written" in ran.told


@pytest.mark.parametrize("python", [".venv/bin/python", sys.executable])
def test_the_users_modules_and_environment_do_not_break_it(plain: Path, python: str) -> None:
    _write(plain, {"dataclasses.py": "boom\n", "hooks/__init__.py": "boom\n", "start.py": "boom\n"})
    environ = {"PYTHONPATH": ".", "PYTHONSTARTUP": "start.py", "MYPYPATH": "gone", **os.environ}
    command = ("-I", "-m", "backend_gates", "mypy-strict", "--python-executable", python)
    done = subprocess.run(
        (sys.executable, *command),
        cwd=plain,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Found 4 findings in 4 files" in done.stdout
