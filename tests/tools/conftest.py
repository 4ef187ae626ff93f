"""What the tests of bundled tools share."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest


@pytest.fixture
def ruff_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Mapping[str, str]], Path]:
    """Write files, given by name, to a new folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUFF_NO_CACHE", "true")

    def build(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return build


@pytest.fixture
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the virtual environments that surround the tests."""
    names = ("UV_PROJECT_ENVIRONMENT", "CONDA_PREFIX", "VIRTUAL_ENV", "HATCH_DATA_DIR")
    for name in (*names, "POETRY_VIRTUALENVS_PATH", "POETRY_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)
    folders = os.environ["PATH"].split(os.pathsep)
    plain = [each for each in folders if not (Path(each).parent / "pyvenv.cfg").exists()]
    monkeypatch.setenv("PATH", os.pathsep.join(plain))
