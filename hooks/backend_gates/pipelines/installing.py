"""The commands that install a project's own dependencies in CI."""

from pathlib import Path

_PIP = "python -m pip install --quiet"
_INTO_VENV = "python -m venv .venv && .venv/bin/python -m pip install --quiet"
_BY_FILE = {
    "uv.lock": f"{_PIP} uv && uv sync --quiet",
    "poetry.lock": f"{_PIP} poetry && POETRY_VIRTUALENVS_IN_PROJECT=true poetry install --quiet",
    "pdm.lock": f"{_PIP} pdm && pdm sync --quiet",
    "requirements.txt": f"{_INTO_VENV} --requirement requirements.txt",
    "pyproject.toml": f"{_INTO_VENV} --editable .",
    "setup.py": f"{_INTO_VENV} --editable .",
}
NOTHING = "true"


def install_command(folder: Path) -> str:
    """One line of shell; mypy-strict and event-loop-blocked look at what it installs."""
    found = (command for name, command in _BY_FILE.items() if (folder / name).is_file())
    return next(found, NOTHING)
