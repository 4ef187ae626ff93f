"""A validator that its helper breaks is reported whichever of the two files is staged."""

import shutil
from pathlib import Path

import pytest

from backend_gates import checkers
from backend_gates.run import Run, Task, report

CASE = Path(__file__).parents[1] / "cases" / "broken_validator" / "across_files"


def reported(project: Path, staged: str) -> set[str]:
    checker = checkers.load("broken-validator")
    task = Task(checker, checker.options(), frozenset([staged]), watches=lambda _: True)
    return {f"{each.path}: {each.scope}" for each in report(Run((task,), project)).findings}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CASE, tmp_path / "service"))


def test_the_helpers_alone(project: Path) -> None:
    assert {
        "shop/models.py: ",
        "shop/models.py: Parcel",
        "shop/models.py: Parcel.check_tracking",
        "shop/models.py: Parcel.load",
    } == reported(project, "shop/checks.py")


def test_the_models_alone(project: Path) -> None:
    found = reported(project, "shop/models.py")
    assert "shop/models.py: Parcel.check_content" in found
    assert reported(project, "shop/checks.py") <= found


def test_a_file_that_none_of_them_runs_brings_nothing(project: Path) -> None:
    (project / "shop" / "words.py").write_text("def word() -> str:\n    return 'a'\n")
    assert set() == reported(project, "shop/words.py")
