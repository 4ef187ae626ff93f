import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backend_gates.tools.environment.interpreter import Interpreter, Wish, ask, find_interpreter
from backend_gates.tools.environment.project_folder import CannotRunError


def _environment(place: Path, mark: str = "pyvenv.cfg") -> Path:
    """Make the skeleton of an environment; return its Python."""
    python = place / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    (place / mark).touch()
    return python


@pytest.fixture
def service(tmp_path: Path) -> Path:
    """Make a service in a monorepo."""
    folder = tmp_path / "repo" / "services" / "shop"
    folder.mkdir(parents=True)
    (tmp_path / "repo" / ".git").mkdir()
    (folder / "pyproject.toml").write_text('[project]\nname = "The.Shop"\n', "utf-8")
    return folder


def _find(folder: Path, **environ: str) -> Interpreter | None:
    home = str(folder.parents[2] / "home")
    return find_interpreter(folder, (), {"HOME": home, "PATH": "", **environ})


def test_nothing_found_is_none(service: Path) -> None:
    assert _find(service) is None


@pytest.mark.parametrize("name", [".venv", "venv", ".pixi/envs/default"])
def test_environments_in_the_folder_and_above(service: Path, name: str) -> None:
    outer = _environment(service.parents[1] / name)
    assert _find(service) == Interpreter(outer, name)
    inner = _environment(service / name)
    assert _find(service) == Interpreter(inner, name)


def test_a_conda_environment_in_the_project(service: Path) -> None:
    python = _environment(service / ".conda", mark="conda-meta")
    assert _find(service) == Interpreter(python, ".conda")


def test_environments_above_the_repository_do_not_count(service: Path) -> None:
    _environment(service.parents[2] / ".venv")
    assert _find(service) is None


def test_a_folder_that_is_no_environment_is_passed_over(service: Path) -> None:
    (service / ".venv").mkdir()
    python = _environment(service / "venv")
    assert _find(service) == Interpreter(python, "venv")


def test_uv_names_its_environment_relative_to_the_workspace(service: Path) -> None:
    _environment(service / ".venv")
    python = _environment(service.parents[1] / "build" / "env")
    found = _find(service, UV_PROJECT_ENVIRONMENT="build/env")
    assert found == Interpreter(python, "UV_PROJECT_ENVIRONMENT")


def test_uv_may_name_a_system_prefix(service: Path, tmp_path: Path) -> None:
    python = tmp_path / "usr" / "bin" / "python3"
    python.parent.mkdir(parents=True)
    python.touch()
    found = _find(service, UV_PROJECT_ENVIRONMENT=str(tmp_path / "usr"))
    assert found == Interpreter(python, "UV_PROJECT_ENVIRONMENT")


def test_the_active_environment_behind_the_hooks_own_in_path(service: Path, tmp_path: Path) -> None:
    python = _environment(tmp_path / "active")
    own = str(Path(sys.prefix) / "bin")
    path = os.pathsep.join([own, "/usr/lib/git-core", str(python.parent), "/usr/bin"])
    found = _find(service, VIRTUAL_ENV=sys.prefix, PATH=path)
    assert found == Interpreter(python, "the active virtual environment")


def test_the_active_environment_of_a_run_by_hand(service: Path, tmp_path: Path) -> None:
    python = _environment(tmp_path / "active")
    found = _find(service, VIRTUAL_ENV=str(tmp_path / "active"))
    assert found == Interpreter(python, "the active virtual environment")


@pytest.mark.parametrize(("name", "counts"), [("shop", True), ("base", False)])
def test_condas_active_environment_counts_but_for_base(
    service: Path, tmp_path: Path, name: str, *, counts: bool
) -> None:
    python = _environment(tmp_path / "conda", mark="conda-meta")
    found = _find(service, CONDA_PREFIX=str(tmp_path / "conda"), CONDA_DEFAULT_ENV=name)
    assert found == (Interpreter(python, "conda's active environment") if counts else None)


def test_a_wish_wins_and_may_name_an_environment_or_a_python(service: Path) -> None:
    _environment(service / ".venv")
    other = _environment(service / "other")
    for path in (other, service / "other"):
        found = find_interpreter(service, (Wish(path, "the option"),), {})
        assert found == Interpreter(other, "the option")


def test_a_wish_that_leads_nowhere_is_not_passed_over(service: Path) -> None:
    _environment(service / ".venv")
    with pytest.raises(CannotRunError, match=r"the option names .*/gone, which is neither"):
        find_interpreter(service, (Wish(service / "gone", "the option"),), {})


def test_facts_of_a_real_interpreter() -> None:
    facts = ask(Path(sys.executable), ("mypy", "no_such_module"))
    assert facts.version == tuple(sys.version_info[:3])
    assert facts.modules == {"mypy"}
    assert facts.mypy
    code = "import json, sysconfig; print(json.dumps(sysconfig.get_path('purelib')))"
    purelib = subprocess.check_output((sys.executable, "-c", code), text=True)
    assert json.loads(purelib) in facts.packages


@pytest.mark.parametrize("script", ["", "#!/bin/sh\nexit 3\n", "#!/bin/sh\necho Hello\n"])
def test_what_is_no_python_is_refused(tmp_path: Path, script: str) -> None:
    fake = tmp_path / "python"
    fake.write_text(script, "utf-8")
    fake.chmod(0o755 if script else 0o644)
    with pytest.raises(CannotRunError, match="python isn't a working Python"):
        ask(fake)
