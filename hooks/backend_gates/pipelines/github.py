"""GitHub's workflows: https://docs.github.com/actions/reference/workflows-and-actions."""

from collections.abc import Iterable
from pathlib import Path

from backend_gates import __version__
from backend_gates.pipelines.jobs import COMMIT, Job

PYTHON = "3.12"
_JOB = Path(__file__).with_name("github_job.yml")
_WORKFLOW = """\
# One job for each hook of .pre-commit-config.yaml, printed by `backend-gates ci github`.
# Belongs in .github/workflows/backend-quality.yml.
name: Backend quality
on:
  pull_request:
  push:
    branches: [main, master]
permissions:
  contents: read
jobs:
  gate:
    name: ${{ matrix.gate }}
    strategy:
      fail-fast: false
      matrix:
        include:
"""
_REUSABLE = f"""\
# One job for each check, side by side: what fails says by its name what is wrong.
#
#   jobs:
#     quality:
#       uses: backend-gates/backend-gates/.github/workflows/backend-quality.yml@v{__version__}
#       with:
#         gates: '["ruff-check", "mypy-strict", "blocking-call-in-async"]'
#
# With `sarif: true` the findings go to code scanning too; the calling job then needs
# `permissions: {{contents: read, security-events: write}}`.
name: Backend quality
on:
  workflow_call:
    inputs:
      gates:
        description: Ids of hooks in .pre-commit-config.yaml, as a JSON list; each becomes a job.
        type: string
        required: true
      python-version:
        description: The Python to run with.
        type: string
        default: "{PYTHON}"
      install:
        description: Shell that installs the project, for mypy-strict and event-loop-blocked.
        type: string
        default: python -m venv .venv && .venv/bin/python -m pip install --quiet --editable .
      sarif:
        description: Whether code scanning gets the findings.
        type: boolean
        default: false
jobs:
  gate:
    name: ${{{{ matrix.gate }}}}
    strategy:
      fail-fast: false
      matrix:
        gate: ${{{{ fromJSON(inputs.gates) }}}}
"""
_ANNOTATIONS = "          BACKEND_GATES_OUTPUT_FORMAT: github"
_SARIF = """\
          BACKEND_GATES_OUTPUT_FORMAT: sarif
          BACKEND_GATES_OUTPUT_FILE: gates.sarif"""
_UPLOAD = """\
      - name: Upload
        if: ${{ always() && inputs.sarif && hashFiles('gates.sarif') != '' }}
        uses: github/codeql-action/upload-sarif@v4
        with:
          sarif_file: gates.sarif
          category: ${{ matrix.gate }}
"""


def pipeline(jobs: Iterable[Job], install: str) -> str:
    """A workflow with a job for each hook."""
    return _WORKFLOW + "".join(map(_entry, jobs)) + _steps(f'"{PYTHON}"', install, _ANNOTATIONS)


def template() -> str:
    """A workflow that others call, with the hooks as its input."""
    python, install = (f"${{{{ inputs.{name} }}}}" for name in ("python-version", "install"))
    return _REUSABLE + _steps(python, install, _SARIF) + _UPLOAD


def _entry(job: Job) -> str:
    stage = "" if job.stage == COMMIT else f"\n            stage: {job.stage}"
    return f"          - gate: {job.name}{stage}\n"


def _steps(python: str, install: str, report: str) -> str:
    text = _JOB.read_text("utf-8")
    for mark, value in (("@python@", python), ("@install@", install), ("@report@", report)):
        text = text.replace(mark, value)
    return text
