"""The scripts of the CI templates, run as a runner does: in a new clone, with restored caches."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from tests.end_to_end.conftest import ROOT, answer

from backend_gates import cli

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.end_to_end.conftest import Outcome, Service

pytestmark = pytest.mark.parametrize("runner", ["pre-commit"], indirect=True)

IDS = ["ruff-check", "mypy-strict", "blocking-call-in-async", "event-loop-blocked"]
BLOCKED = """\
import time


def pause() -> None:
    time.sleep(1)


async def wait() -> None:
    pause()
"""
PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "shop"
version = "1"
dependencies = ["pytest"]
"""


class Job(NamedTuple):
    """A job's scripts, one process for each, with the variables that they see."""

    scripts: list[str]
    variables: Mapping[str, str]


@pytest.fixture
def pushed(service: Service) -> Service:
    """A service with one defect, all of it committed."""
    service.configure(*IDS)
    service.write("pyproject.toml", PROJECT)
    service.write("shop/__init__.py", "")
    service.write("shop/jobs.py", BLOCKED)
    service.write("tests/test_jobs.py", "def test_nothing() -> None:\n    assert True\n")
    service.stage()
    assert service.git("commit", "--quiet", "-m", "Open the shop").code == 0
    return service


def run(service: Service, folder: Path, job: Job) -> Outcome:
    """Run a job's scripts in a new clone; pre-commit's cache was restored there."""
    assert service.git("clone", "--quiet", ".", str(folder)).code == 0
    cache = folder / ".cache" / "pre-commit"
    cache.parent.mkdir()
    home = service.runner.environ["PRE_COMMIT_HOME"]
    cache.symlink_to(home)
    python = str(Path(sys.executable).parent)
    environ = {**service.runner.environ, **job.variables}
    environ["PATH"] = f"{python}:{environ['PATH']}"
    for script in job.scripts:
        outcome = answer(("bash", "-eo", "pipefail", "-c", script), folder, environ)
        if outcome.code:
            break
    return outcome


def of_gitlab(pipeline: Mapping[str, Any], folder: Path) -> Iterator[tuple[str, Job]]:
    """The jobs as GitLab makes them: `extends` and the matrix resolved, one shell for a job."""
    for name, job in pipeline.items():
        if name.startswith("."):
            continue
        merged = {**pipeline[job["extends"]], **job}
        variables = {**pipeline[job["extends"]]["variables"], **job.get("variables", {})}
        matrix = job.get("parallel", {"matrix": [{"GATE": [variables.get("GATE")]}]})["matrix"]
        for gate in matrix[0]["GATE"]:
            known = {**variables, "GATE": gate, "CI_PROJECT_DIR": str(folder / gate)}
            script = "\n".join([*merged["before_script"], *merged["script"]])
            yield gate, Job([script], {key: expanded(known[key], known) for key in known})


def expanded(value: str, variables: Mapping[str, str]) -> str:
    return re.sub(r"\$(\w+)", lambda match: variables[match[1]], value)


def of_github(workflow: Mapping[str, Any], home: str) -> Iterator[tuple[str, Job]]:
    """The jobs as GitHub makes them: each step a shell of its own."""
    job = workflow["jobs"]["gate"]
    for matrix in job["strategy"]["matrix"]["include"]:
        steps = [step for step in job["steps"] if "run" in step]
        texts = {
            "${{ matrix.gate }}": matrix["gate"],
            "${{ matrix.stage || 'pre-commit' }}": matrix.get("stage", "pre-commit"),
        }
        variables = {"PRE_COMMIT_HOME": home, "GITHUB_ACTIONS": "true"}
        for values in (job["env"], *(step.get("env", {}) for step in steps)):
            variables |= {key: texts.get(value, value) for key, value in values.items()}
        yield matrix["gate"], Job([step["run"] for step in steps], variables)


def test_gitlab_runs_each_gate_as_a_job(pushed: Service, tmp_path: Path) -> None:
    text = (ROOT / "templates/gitlab/backend-quality.yml").read_text("utf-8")
    header, content = text.split("\n---\n")
    for name, about in yaml.safe_load(header)["spec"]["inputs"].items():
        value = json.dumps(IDS) if name == "gates" else about["default"]
        content = content.replace(f"$[[ inputs.{name} ]]", value)
    found = {
        gate: run(pushed, tmp_path / gate, job)
        for gate, job in of_gitlab(yaml.safe_load(content), tmp_path)
    }
    assert {gate: outcome.code for gate, outcome in found.items()} == only_blocked(), found
    assert "shop/jobs.py:9:5" in found["blocking-call-in-async"].text
    assert ".venv/bin/python" in found["mypy-strict"].text or found["mypy-strict"].code == 0
    (issue,) = quality(tmp_path, "blocking-call-in-async")
    assert issue["location"] == {"path": "shop/jobs.py", "lines": {"begin": 9, "end": 9}}
    assert quality(tmp_path, "mypy-strict") == quality(tmp_path, "ruff-check") == []


def only_blocked() -> dict[str, int]:
    return {gate: int(gate == "blocking-call-in-async") for gate in IDS}


def quality(folder: Path, gate: str) -> Any:  # noqa: ANN401  what JSON holds
    return json.loads((folder / gate / f"gl-code-quality-{gate}.json").read_bytes())


@pytest.mark.parametrize("host", ["gitlab", "github"])
def test_the_printed_pipeline_runs_each_hook_as_a_job(
    host: str,
    pushed: Service,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(pushed.root)
    assert cli.main(["ci", host]) == 0
    pipeline = yaml.safe_load(capsys.readouterr().out)
    home = pushed.runner.environ["PRE_COMMIT_HOME"]
    jobs = of_gitlab(pipeline, tmp_path) if host == "gitlab" else of_github(pipeline, home)
    found = {gate: run(pushed, tmp_path / gate, job) for gate, job in jobs}
    assert {gate: outcome.code for gate, outcome in found.items()} == only_blocked(), found
    if host == "github":
        annotation = "::error title=backend-gates (blocking-call-in-async),file="
        assert annotation in found["blocking-call-in-async"].text
