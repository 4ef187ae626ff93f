from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from backend_gates import cli


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
