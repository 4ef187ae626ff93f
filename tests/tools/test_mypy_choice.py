import json
import subprocess
import sys
from pathlib import Path

import pytest

from backend_gates.tools.environment.child_processes import run
from backend_gates.tools.environment.interpreter import Interpreter
from backend_gates.tools.environment.project_folder import CannotRunError
from backend_gates.tools.mypy.choice import choose_mypy

PLUGIN = """
from mypy.plugin import Plugin

def plugin(version):
    print("the plugin is loaded")
    return Plugin
"""


@pytest.fixture
def environment(tmp_path: Path) -> Interpreter:
    """A real environment that has a plugin and no mypy."""
    command = (sys.executable, "-m", "venv", "--without-pip", str(tmp_path / ".venv"))
    subprocess.run(command, check=True)
    (packages,) = (tmp_path / ".venv").glob("**/site-packages")
    (packages / "shop_plugin.py").write_text(PLUGIN, "utf-8")
    return Interpreter(tmp_path / ".venv" / "bin" / "python", ".venv")


def _says(tmp_path: Path, version: tuple[int, int, int], mypy: str) -> Interpreter:
    """An interpreter of another version, as far as it says of itself."""
    facts = {"version": version, "packages": [], "mypy": mypy, "modules": ["shop_plugin"]}
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\necho '{json.dumps(facts)}'\n", "utf-8")
    python.chmod(0o755)
    return Interpreter(python, ".venv")


def test_the_hooks_mypy_loads_a_plugin_of_the_project(
    environment: Interpreter, tmp_path: Path
) -> None:
    mypy = choose_mypy(environment, ("shop_plugin",))
    assert mypy.words.endswith("the hook's mypy with the project's shop_plugin")
    (tmp_path / "mypy.ini").write_text("[mypy]\nplugins = shop_plugin\n", "utf-8")
    (tmp_path / "api.py").write_text('x: int = ""\n', "utf-8")
    done = run((*mypy.command, "api.py"), tmp_path)
    assert done.code == 1
    assert "the plugin is loaded" in done.output
    assert "api.py:1: error: Incompatible types" in done.output


def test_a_plugin_that_nobody_has(environment: Interpreter) -> None:
    with pytest.raises(CannotRunError, match=r"needs gone, which is installed neither in"):
        choose_mypy(environment, ("gone.mypy", "shop_plugin"))


def test_a_plugin_of_another_version_of_python(tmp_path: Path) -> None:
    python = _says(tmp_path, (3, 8, 1), mypy="")
    ours = f"{sys.version_info[0]}\\.{sys.version_info[1]}"
    expected = rf"hook's Python {ours} can't load from the project's Python 3\.8: .*python3\.8 for"
    with pytest.raises(CannotRunError, match=expected):
        choose_mypy(python, ("shop_plugin",))


@pytest.mark.parametrize(
    ("version", "writes_json"), [("1.10.1", False), ("1.11.0", True), ("2.0.0+dev.a", True)]
)
def test_older_versions_of_the_projects_mypy_write_text(
    tmp_path: Path, version: str, *, writes_json: bool
) -> None:
    mypy = choose_mypy(_says(tmp_path, (3, 9, 2), mypy=version), ("shop_plugin",))
    assert mypy.command[-2:] == ("--python-executable", str(tmp_path / "python"))
    assert mypy.words.endswith(f"(Python 3.9.2, from .venv), the project's mypy {version}")
    assert mypy.writes_json is writes_json
