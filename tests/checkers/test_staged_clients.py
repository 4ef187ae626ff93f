"""A client that a request makes is reported whichever file on the way to it is staged."""

import shutil
from pathlib import Path

import pytest

from backend_gates import checkers
from backend_gates.run import Run, Task, report

CASE = Path(__file__).parents[1] / "cases" / "client_created_per_request" / "across_files"


def reported(project: Path, staged: str) -> set[tuple[str, str]]:
    checker = checkers.load("client-created-per-request")
    task = Task(checker, checker.options(), frozenset([staged]), watches=lambda _: True)
    return {(each.path, each.scope) for each in report(Run((task,), project)).findings}


@pytest.mark.parametrize("staged", ["shop/api.py", "shop/clients.py"])
def test_the_same_from_both_ends(tmp_path: Path, staged: str) -> None:
    project = Path(shutil.copytree(CASE, tmp_path / "service"))
    assert {
        ("shop/clients.py", "Rates.__init__"),
        ("shop/clients.py", "Report.__aenter__"),
        ("shop/clients.py", "Probe.client"),
        ("shop/clients.py", "_post"),
    } == reported(project, staged)


def test_a_file_that_no_way_leads_through_brings_nothing(tmp_path: Path) -> None:
    project = Path(shutil.copytree(CASE, tmp_path / "service"))
    (project / "shop" / "words.py").write_text("def word() -> str:\n    return 'a'\n")
    assert set() == reported(project, "shop/words.py")


def test_a_file_that_cannot_be_read_hides_nothing(tmp_path: Path) -> None:
    project = Path(shutil.copytree(CASE, tmp_path / "service"))
    (project / "shop" / "broken.py").write_text("client = Client(\n")
    assert 4 == len(reported(project, "shop/api.py"))
