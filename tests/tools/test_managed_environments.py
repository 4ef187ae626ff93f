import hashlib
import sys
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest

from backend_gates.tools.environment.managed import (
    hatch_environment,
    pdm_interpreter,
    poetry_environment,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[tool.poetry]\nname = "My_Web.Shop"\n', "utf-8")
    return folder


def _checksum(folder: Path) -> str:
    return urlsafe_b64encode(hashlib.sha256(str(folder).encode()).digest()).decode()[:8]


def _poetry(project: Path, home: Path, *versions: str, name: str = "my-web-shop") -> list[Path]:
    places = [home / f"{name}-{_checksum(project)}-py{version}" for version in versions]
    for place in places:
        place.mkdir(parents=True)
    return places


def test_poetrys_newest_environment(project: Path, tmp_path: Path) -> None:
    _, newest = _poetry(project, tmp_path / "envs", "3.9", "3.12")
    found = poetry_environment(project, {"POETRY_VIRTUALENVS_PATH": str(tmp_path / "envs")})
    assert newest == found


def test_the_environment_that_poetry_noted_as_active(project: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    older, _ = _poetry(project, cache / "virtualenvs", "3.11", "3.12")
    note = f'[my-web-shop-{_checksum(project)}]\nminor = "3.11"\n'
    (cache / "virtualenvs" / "envs.toml").write_text(note, "utf-8")
    assert older == poetry_environment(project, {"POETRY_CACHE_DIR": str(cache)})


def test_poetry_without_a_package(tmp_path: Path) -> None:
    (place,) = _poetry(tmp_path, tmp_path / "envs", "3.12", name="non-package-mode")
    assert place == poetry_environment(tmp_path, {"POETRY_VIRTUALENVS_PATH": f"{tmp_path}/envs"})


def _hatch(project: Path, home: Path) -> Path:
    place = home / "env" / "virtual" / "my-web-shop" / _checksum(project) / "my-web-shop"
    place.mkdir(parents=True)
    return place


@pytest.mark.parametrize(
    ("platform", "poetry", "hatch"),
    [
        ("linux", ".cache/pypoetry", ".local/share/hatch"),
        ("darwin", "Library/Caches/pypoetry", "Library/Application Support/hatch"),
        ("win32", "Local/pypoetry/Cache", "Local/hatch"),
    ],
)
def test_the_usual_places(
    project: Path, monkeypatch: pytest.MonkeyPatch, platform: str, poetry: str, hatch: str
) -> None:
    home = project.parent
    monkeypatch.setattr(sys, "platform", platform)
    (of_poetry,) = _poetry(project, home / poetry / "virtualenvs", "3.12")
    of_hatch = _hatch(project, home / hatch)
    environ = {"HOME": str(home), "LOCALAPPDATA": str(home / "Local")}
    assert of_poetry == poetry_environment(project, environ)
    assert of_hatch == hatch_environment(project, environ)


def test_where_linux_is_told_to_keep_caches_and_data(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    (of_poetry,) = _poetry(project, tmp_path / "cache" / "pypoetry" / "virtualenvs", "3.12")
    of_hatch = _hatch(project, tmp_path / "data" / "hatch")
    environ = {"XDG_CACHE_HOME": f"{tmp_path}/cache", "XDG_DATA_HOME": f"{tmp_path}/data"}
    assert of_poetry == poetry_environment(project, environ)
    assert of_hatch == hatch_environment(project, environ)


def test_the_place_that_hatch_is_told(project: Path, tmp_path: Path) -> None:
    place = _hatch(project, tmp_path / "hatch")
    assert place == hatch_environment(project, {"HATCH_DATA_DIR": str(tmp_path / "hatch")})


def test_environments_of_other_projects_are_not_taken(project: Path, tmp_path: Path) -> None:
    (project / "inner").mkdir()
    _poetry(project / "inner", tmp_path / "envs", "3.12")
    environ = {"POETRY_VIRTUALENVS_PATH": str(tmp_path / "envs"), "HATCH_DATA_DIR": str(tmp_path)}
    assert poetry_environment(project, environ) is None
    assert hatch_environment(project, environ) is None
    assert hatch_environment(project / "inner", environ) is None


def test_pdms_note(project: Path, tmp_path: Path) -> None:
    assert pdm_interpreter(project) is None
    (project / ".pdm-python").write_text(f"{tmp_path}/python\n", "utf-8")
    assert pdm_interpreter(project) is None
    (tmp_path / "python").touch()
    assert tmp_path / "python" == pdm_interpreter(project)
