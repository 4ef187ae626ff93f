"""Child processes that a user's environment can't break."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_LEAKS = ("PYTHON", "MYPY", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")


class Finished(NamedTuple):
    """What a child process left behind."""

    code: int
    output: str
    errors: str


def clean_environment(**extra: str) -> dict[str, str]:
    """Return this process's environment without what would change the child's imports or answers.

    Command-line `-I` isn't inherited by grandchildren, so `PYTHONPATH` and its kin go here.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_LEAKS)}
    return kept | extra


def run(command: Sequence[str], folder: Path, **extra: str) -> Finished:
    """Run the command in the folder; raises `OSError` when it can't be started."""
    done = subprocess.run(  # noqa: S603  the arguments are a list, no shell reads them
        command,
        cwd=folder,
        env=clean_environment(**extra),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="backslashreplace",
    )
    return Finished(done.returncode, done.stdout, done.stderr)
