"""Which major versions of a library a project may run with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backend_gates.project.reading.dependencies import Dependencies, is_manifest

if TYPE_CHECKING:
    from pathlib import Path

BOTH = frozenset({1, 2})


def admitted(root: Path, path: str = "app/models.py") -> set[int]:
    return set(Dependencies(str(root)).majors(path, "pydantic", BOTH))


@pytest.mark.parametrize(
    ("clauses", "majors"),
    [
        ("==2.13.4", {2}),
        ("== 1.10.*", {1}),
        (">=2", {2}),
        (">2.0", {2}),
        (">=2.6.1,<3", {2}),
        ("<2", {1}),
        ("<2.0.0", {1}),
        ("<2.4", {1, 2}),
        ("<=1.10.15", {1}),
        (">=1.10,!=2.0.1", {1, 2}),
        ("~=1.10", {1}),
        (">=1.8 , <1.10.15", {1}),
        ("===2.0", {2}),
    ],
)
def test_the_clauses_of_requirements(tmp_path: Path, clauses: str, majors: set[int]) -> None:
    (tmp_path / "requirements.txt").write_text(f"fastapi>=0.100\npydantic {clauses}  # why\n")
    assert majors == admitted(tmp_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("requirements-dev.txt", "pydantic[email]==1.10.2 \\\n    --hash=sha256:0\n"),
        ("requirements/base.in", "pydantic<2; python_version > '3.8'\n"),
        ("pyproject.toml", '[project]\ndependencies = [\n  "pydantic[dotenv] ~= 1.9",\n]\n'),
        ("pyproject.toml", '[tool.poetry.dependencies]\npydantic = "^1.10"\n'),
        ("pyproject.toml", '[d]\npydantic = { extras = ["email"], version = "~1.10" }\n'),
        ("Pipfile", '[packages]\npydantic = "==1.10.2"\n'),
        ("setup.py", "setup(install_requires=['pydantic<2'])\n"),
        ("setup.cfg", "[options]\ninstall_requires =\n    pydantic<2\n"),
        ("uv.lock", '[[package]]\nname = "pydantic"\nversion = "1.10.2"\n'),
        ("poetry.lock", '[[package]]\nname = "pydantic"\nversion = "1.10.2"\n'),
        ("Pipfile.lock", '{"default": {"pydantic": {"hashes": [], "version": "==1.10.2"}}}'),
    ],
)
def test_each_manifest(tmp_path: Path, name: str, text: str) -> None:
    assert is_manifest(name)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    assert {1} == admitted(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "pydantic\n",
        "pydantic-settings==2.1\npydantic_core==2.1\n",
        "# pydantic==1.10\n",
        "",
    ],
)
def test_what_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "requirements.txt").write_text(text)
    assert {1, 2} == admitted(tmp_path)


def test_the_nearest_says_more(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("pydantic==2.1\n")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "requirements.txt").write_text("pydantic==1.10\n")
    assert {1} == admitted(tmp_path, "old/app/models.py")
    assert {2} == admitted(tmp_path, "new/app/models.py")
    assert {2} == admitted(tmp_path, "models.py")


def test_a_lock_says_more_than_a_declaration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('dependencies = ["pydantic>=1.8"]\n')
    (tmp_path / "uv.lock").write_text('name = "pydantic"\nversion = "2.13.4"\n')
    assert {2} == admitted(tmp_path)


def test_what_several_say_together(tmp_path: Path) -> None:
    (tmp_path / "setup.py").write_text("install_requires=['pydantic>=1.8']\n")
    (tmp_path / "requirements.txt").write_text("pydantic<2\n")
    assert {1} == admitted(tmp_path)


def test_what_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").mkdir()
    (tmp_path / "requirements").write_text("pydantic==1.10\n")
    (tmp_path / "uv.lock").write_bytes(b'\xff\xfe name = "pydantic"')
    assert {1, 2} == admitted(tmp_path)


def test_other_files_are_no_manifests() -> None:
    names = ["notes.txt", "app/requirements.py", "docs/requirements-of-users.md", "lock"]
    assert not any(map(is_manifest, names))
