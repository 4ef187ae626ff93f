"""A service with bugs that only the types of its packages reveal, beside as much correct code."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Seed, Setup


def _run(root: Path) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-I", "-m", "backend_gates", "mypy-strict", "--output-format=json")
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_exactly_the_seeded_bugs_are_found(seed: Seed, setup: Setup, tmp_path: Path) -> None:
    service = seed(tmp_path, setup)
    ran = _run(tmp_path)
    assert len(service.bugs) == 8
    assert (service.found(ran.stdout), ran.returncode) == (service.bugs, 1)
    assert all(words in ran.stderr for words in service.told)


@pytest.mark.parametrize("setup", [("other", "plugin")], indirect=True)
def test_a_plugin_for_another_python_is_refused_with_the_ways_out(
    seed: Seed, setup: Setup, tmp_path: Path
) -> None:
    seed(tmp_path, setup)
    plugin = '[tool.mypy]\nplugins = ["sqlalchemy.ext.mypy.plugin"]\n'  # not installed beside us
    (tmp_path / "pyproject.toml").write_text(plugin, "utf-8")
    ran = _run(tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("mypy-strict: the mypy plugin needs sqlalchemy, which ")
    ways_out = ("install mypy in the", f"language_version: python{setup.python}", "additional_dep")
    assert all(words in ran.stderr for words in ways_out)
