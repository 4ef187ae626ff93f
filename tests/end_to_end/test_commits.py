"""What happens at `git commit`, and what a run looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.conftest import Service

ID = "blocking-call-in-async"
DEFECT = "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n"
MENDED = "import asyncio\n\n\nasync def wait() -> None:\n    await asyncio.sleep(1)\n"


@pytest.fixture(autouse=True)
def selected(service: Service) -> None:
    service.configure(ID)


def test_a_commit_is_refused_then_accepted_after_the_mend(service: Service) -> None:
    assert service.runner(service.root, "install").code == 0
    service.write("app/jobs.py", DEFECT)
    service.stage()
    refused = service.git("commit", "-m", "Wait")
    assert refused.code == 1
    assert f"app/jobs.py:5:5: {ID} `time.sleep()` blocks the event loop" in refused.text
    assert service.git("rev-parse", "--verify", "HEAD").code != 0

    service.write("app/jobs.py", MENDED)
    service.stage()
    accepted = service.git("commit", "-m", "Wait")
    assert accepted.code == 0, accepted.text
    assert "Passed" in accepted.text
    assert service.git("log", "--format=%s").text == "Wait\n"


def test_a_run_looks_at_what_is_staged_and_at_all_files_when_asked(service: Service) -> None:
    service.write("app/old.py", DEFECT)
    service.stage()
    assert service.git("commit", "--no-verify", "-m", "Legacy").code == 0
    service.write("app/new.py", MENDED)
    service.stage()
    assert service.run().code == 0
    everything = service.run("--all-files")
    assert everything.code == 1
    assert "app/old.py:5:5" in everything.text


def test_test_files_are_left_out_and_can_be_taken_in(service: Service) -> None:
    service.write("tests/test_jobs.py", DEFECT)
    assert service.run_on_all().code == 0
    service.configure(ID, exclude="^$")
    assert "tests/test_jobs.py:5:5" in service.run_on_all().text


def test_a_staged_defect_is_found_though_the_working_tree_is_mended(service: Service) -> None:
    file = service.write("app/jobs.py", DEFECT)
    service.stage()
    file.write_text(MENDED, "utf-8")
    outcome = service.run()
    assert outcome.code == 1
    assert "app/jobs.py:5:5" in outcome.text
    assert file.read_text("utf-8") == MENDED


def test_a_defect_that_is_not_staged_is_not_found(service: Service) -> None:
    file = service.write("app/jobs.py", MENDED)
    service.stage()
    file.write_text(DEFECT, "utf-8")
    outcome = service.run()
    assert outcome.code == 0, outcome.text
    assert file.read_text("utf-8") == DEFECT


def test_fixes_of_a_partly_staged_file_keep_the_rest_of_the_work(service: Service) -> None:
    service.configure(ID, args=["--fix"])
    file = service.write("app/jobs.py", f"{DEFECT}\n\nLIMIT = 1\n")
    service.stage()
    file.write_text(f"{DEFECT}\n\nLIMIT = 2\n", "utf-8")
    assert service.run().code == 1
    assert "LIMIT = 2" in file.read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    ["app/two words.py", "app/größe.py", "注文/経路.py", "app/it's $HOME; `x`.py"],
)
def test_any_file_name_is_read_and_printed(service: Service, name: str) -> None:
    service.write(name, DEFECT)
    outcome = service.run_on_all()
    assert outcome.code == 1
    assert f"{name}:5:5: {ID}" in outcome.text


@pytest.mark.usefixtures("environment")
def test_hooks_that_run_at_the_same_time_leave_nothing_behind(
    service: Service, ids: list[str], tmp_path: Path
) -> None:
    at_once: dict[str, Any] = {"priority": 0} if service.runner.name == "prek" else {}
    service.configure(*ids, **at_once)
    service.write("app/jobs.py", MENDED)
    service.stage()
    assert service.git("commit", "--no-verify", "-m", "Wait").code == 0
    outcome = service.run("--all-files")
    assert outcome.code == 0, outcome.text
    assert outcome.text.count("Passed") == len(ids)
    assert service.git("status", "--porcelain").text == ""
    assert [service.root] == list(tmp_path.iterdir())
