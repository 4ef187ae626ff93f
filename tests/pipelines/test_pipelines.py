import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from tests.conftest import Gates

ROOT = Path(__file__).parents[2]
CONFIGURATION = """\
default_stages: [commit]
repos:
  - repo: https://github.com/backend-gates/backend-gates
    rev: v0.1.0
    hooks:
      - id: ruff-check
      - id: mypy-strict
      - {id: mypy-strict, alias: "mypy: worker", args: [--project, worker]}
      - id: event-loop-blocked
  - repo: local
    hooks:
      - {id: licences, name: l, entry: l, language: system, stages: [push]}
      - {id: subject, name: s, entry: s, language: system, stages: [commit-msg]}
      - {id: licences, name: again, entry: l, language: system, stages: [push]}
"""
JOBS = {
    "ruff-check": "pre-commit",
    "mypy-strict": "pre-commit",
    "mypy: worker": "pre-commit",
    "event-loop-blocked": "manual",
    "licences": "pre-push",
}


def check(name: str, document: object) -> None:
    """Validate against the schema that the host publishes."""
    pytest.importorskip("check_jsonschema", reason="the schemas come with Python 3.11 or newer")
    folder = resources.files("check_jsonschema") / "builtin_schemas" / "vendor"
    jsonschema_rs.validate(json.loads((folder / f"{name}.json").read_text("utf-8")), document)


def loaded(text: str) -> Any:  # noqa: ANN401  what YAML holds
    document = yaml.safe_load(text)
    if True in document:  # YAML 1.1 takes the key `on` for a truth
        document["on"] = document.pop(True)
    return document


@pytest.fixture
def configured(project: Path) -> Path:
    (project / ".pre-commit-config.yaml").write_text(CONFIGURATION, "utf-8")
    return project


def test_gitlab_has_a_job_for_each_hook(configured: Path, gates: Gates) -> None:
    said = gates("ci", "gitlab")
    assert (said.code, said.err) == (0, "")
    pipeline = loaded(said.out)
    check("gitlab-ci", pipeline)
    shared = pipeline.pop(".backend-gate")
    assert shared["allow_failure"] is False
    stages = {
        name: {**shared["variables"], **job["variables"]}["GATE_STAGE"]
        for name, job in pipeline.items()
    }
    assert stages == JOBS
    assert all(job["variables"]["GATE"] == name for name, job in pipeline.items())
    assert configured.joinpath(".pre-commit-config.yaml").read_text("utf-8") == CONFIGURATION


def test_github_has_a_job_for_each_hook(configured: Path, gates: Gates) -> None:  # noqa: ARG001  a folder
    said = gates("ci", "github")
    assert (said.code, said.err) == (0, "")
    workflow = loaded(said.out)
    check("github-workflows", workflow)
    strategy = workflow["jobs"]["gate"]["strategy"]
    assert strategy["fail-fast"] is False
    found = {
        each["gate"]: each.get("stage", "pre-commit") for each in strategy["matrix"]["include"]
    }
    assert found == JOBS


def test_the_template_for_gitlab_is_valid() -> None:
    header, content = template().split("\n---\n")
    inputs = yaml.safe_load(header)["spec"]["inputs"]
    assert set(re.findall(r"inputs\.(\w+)", content)) == set(inputs)
    check("gitlab-ci", yaml.safe_load(header))
    check("gitlab-ci", interpolated(["ruff-check", "mypy-strict"]))


def template() -> str:
    return (ROOT / "templates" / "gitlab" / "backend-quality.yml").read_text("utf-8")


def interpolated(gates: list[str]) -> Any:  # noqa: ANN401  what YAML holds
    """The template as GitLab sees it with these inputs."""
    header, content = template().split("\n---\n")
    for name, about in yaml.safe_load(header)["spec"]["inputs"].items():
        value = json.dumps(gates) if name == "gates" else about["default"]
        content = content.replace(f"$[[ inputs.{name} ]]", value)
    return yaml.safe_load(content)


def test_the_reusable_workflow_is_valid() -> None:
    workflow = loaded((ROOT / ".github/workflows/backend-quality.yml").read_text("utf-8"))
    check("github-workflows", workflow)
    inputs = workflow["on"]["workflow_call"]["inputs"]
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(workflow["jobs"])))
    assert used == set(inputs)


@pytest.mark.parametrize(
    ("files", "command"),
    [
        (("uv.lock", "pyproject.toml"), "uv sync"),
        (("poetry.lock", "pyproject.toml"), "poetry install"),
        (("requirements.txt", "pyproject.toml"), "--requirement requirements.txt"),
        (("pyproject.toml",), "--editable ."),
        ((), "true ;;"),
    ],
)
def test_the_project_is_installed_as_it_declares(
    files: tuple[str, ...],
    command: str,
    configured: Path,
    gates: Gates,
) -> None:
    for name in files:
        (configured / name).touch()
    for host in ("gitlab", "github"):
        assert command in gates("ci", host).out


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (None, "no .pre-commit-config.yaml here: `backend-gates init` writes one"),
        ("repos: [", ".pre-commit-config.yaml:1: is not YAML: correct it"),
        ("repos:\n  - a: [}\n", ".pre-commit-config.yaml:2: is not YAML: correct it"),
        ("hooks: []", ".pre-commit-config.yaml: has no list `repos`"),
        ("repos: []", ".pre-commit-config.yaml: selects no hook that runs on all files"),
    ],
)
def test_what_is_wrong_is_one_line(
    text: str | None,
    complaint: str,
    project: Path,
    gates: Gates,
) -> None:
    if text is not None:
        (project / ".pre-commit-config.yaml").write_text(text, "utf-8")
    said = gates("ci", "gitlab")
    assert (said.code, said.out, said.err) == (2, "", f"backend-gates: {complaint}\n")


def test_the_host_has_to_be_named(gates: Gates) -> None:
    said = gates("ci")
    assert said.code == 2
    assert "`backend-gates ci gitlab` or `ci github`" in said.err
