from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import generate
import new_check
from backend_gates import registry
from backend_gates.reporters import FORMATS

ROOT = Path(__file__).parent.parent


def test_what_is_generated_is_up_to_date() -> None:
    stale = [str(path) for path, text in generate.generated() if path.read_text("utf-8") != text]
    assert [] == stale


def test_checks_cases_pages_manifest_and_table_are_complete() -> None:
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    readme = (ROOT / "README.md").read_text("utf-8")
    assert sorted(registry.ids()) == sorted(entry["id"] for entry in manifest)
    assert sorted(registry.ids()) == sorted(page.stem for page in (ROOT / "docs/hooks").iterdir())
    assert all(
        f"| [`{hook_id}`](docs/hooks/{hook_id}.md) |" in readme for hook_id in registry.ids()
    )
    cases = {folder.name for folder in (ROOT / "tests/cases").iterdir()}
    assert {check_id.replace("-", "_") for check_id in registry.checker_ids()} == cases


def test_every_entry_starts_isolated_from_the_users_modules() -> None:
    for entry in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        assert f"python -I -m backend_gates {entry['id']}" == entry["entry"]
        assert "python" == entry["language"]
        assert entry["description"]


def test_the_readme_names_every_format() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in readme for name in FORMATS)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the repository that the scaffolder may write to."""
    for folder in ("hooks", "tools", "tests/cases", "docs"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    for file in ("README.md", ".pre-commit-hooks.yaml", "pyproject.toml", "tests/test_cases.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def test_a_scaffolded_check_passes_the_tests_of_a_check(copy: Path) -> None:
    environment = {"PYTHONPATH": str(copy / "hooks"), "PATH": ""}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    made = run("tools/new_check.py", "defective-thing", "A thing that is defective.")
    assert 0 == made.returncode, made.stderr
    assert (copy / "docs/hooks/defective-thing.md").exists()
    assert "defective-thing" in (copy / ".pre-commit-hooks.yaml").read_text("utf-8")
    tested = run("-m", "pytest", "-q", "tests/test_cases.py", "-k", "defective-thing or every")
    assert 0 == tested.returncode, tested.stdout
    again = run("tools/new_check.py", "defective-thing", "A thing that is defective.")
    assert 2 == again.returncode
    assert "is there already" in again.stderr


def test_a_check_needs_a_proper_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == new_check.main(["Wrong_Name", "x"])
    assert 2 == new_check.main([])
    assert "new_check.py <id>" in capsys.readouterr().err
