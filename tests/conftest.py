from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from backend_gates import cli

# CI tells whether a change broke something: the same examples every time, however slow the machine.
# `make explore` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=3000, deadline=None)
settings.load_profile("repeatable")


class Said(NamedTuple):
    code: int
    out: str
    err: str


Gates = Callable[..., Said]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project as the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def gates(capfdbinary: pytest.CaptureFixture[bytes]) -> Gates:
    """The command line, as a user calls it."""

    def run(*arguments: str) -> Said:
        capfdbinary.readouterr()
        try:
            code = cli.main(arguments)
        except SystemExit as error:
            code = int(error.code or 0)
        out, err = capfdbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return run
