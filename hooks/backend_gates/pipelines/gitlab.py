"""GitLab's pipelines: https://docs.gitlab.com/ci/yaml/."""

from collections.abc import Iterable
from pathlib import Path

from backend_gates import __version__
from backend_gates.pipelines.jobs import COMMIT, Job

IMAGE = "python:3.12"
_JOB = Path(__file__).with_name("gitlab_job.yml")
_HEAD = """\
# One job for each hook of .pre-commit-config.yaml, printed by `backend-gates ci gitlab`.
# In .gitlab-ci.yml: `include: [{local: backend-quality.yml}]`.

"""
_TEMPLATE = f"""\
# One job for each check, side by side: what fails says by its name what is wrong.
#
#   include:
#     - remote: https://raw.githubusercontent.com/backend-gates/backend-gates/v{__version__}/templates/gitlab/backend-quality.yml
#       inputs:
#         gates: [ruff-check, mypy-strict, blocking-call-in-async]
#
# A job of your own can say `extends: .backend-gate` and `variables: {{GATE: <id>}}`.
spec:
  inputs:
    gates:
      description: Ids of hooks in .pre-commit-config.yaml; each becomes a job.
      type: array
    image:
      description: An image with Python and git.
      default: {IMAGE}
    stage:
      description: The stage that the jobs belong to.
      default: test
    install:
      description: Shell that installs the project, for mypy-strict and event-loop-blocked.
      default: python -m venv .venv && .venv/bin/python -m pip install --quiet --editable .
---
"""
_MATRIX = """
backend-gate:
  extends: .backend-gate
  parallel:
    matrix:
      - GATE: $[[ inputs.gates ]]
"""


def pipeline(jobs: Iterable[Job], install: str) -> str:
    """A file to include, with a job for each hook."""
    return "".join((_HEAD, _hidden_job(IMAGE, "test", install), *map(_job, jobs)))


def template() -> str:
    """A file that any project can include, with the hooks as its input."""
    inputs = ("image", "stage", "install")
    return _TEMPLATE + _hidden_job(*(f"$[[ inputs.{name} ]]" for name in inputs)) + _MATRIX


def _hidden_job(image: str, stage: str, install: str) -> str:
    text = _JOB.read_text("utf-8")
    for mark, value in (("@image@", image), ("@stage@", stage), ("@install@", install)):
        text = text.replace(mark, value)
    return text


def _job(job: Job) -> str:
    lines = [
        "",
        f"{job.name}:",
        "  extends: .backend-gate",
        "  variables:",
        f"    GATE: {job.name}",
    ]
    if job.stage != COMMIT:
        lines.append(f"    GATE_STAGE: {job.stage}")
    return "\n".join(lines) + "\n"
