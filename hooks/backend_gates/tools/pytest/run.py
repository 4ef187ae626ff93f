"""Runs pytest in the project's own Python, with the guard as a plugin."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from backend_gates.tools.environment.child_processes import run
from backend_gates.tools.environment.project_folder import CannotRunError
from backend_gates.tools.pytest.environment import environment_of_tests

PASSED, FAILED, _, _, _, NO_TESTS = range(6)
"""Exit codes of pytest's (pytest.ExitCode) that this hook tells apart."""

_GUARD = Path(__file__).parents[2] / "runtime"
_PLUGIN = "event_loop_guard"
# As `python -m pytest` does. The guard's folder comes last, so that it hides nothing of theirs, and
# is no environment variable, which the programs that tests start would inherit.
_START = (
    "import os, runpy, sys; sys.path[0] = sys.path[0] or os.getcwd(); "
    "sys.path.append(sys.argv.pop(1)); "
    "runpy.run_module('pytest', run_name='__main__', alter_sys=True)"
)
_PROBE = """
import importlib.metadata, json
def version(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
print(json.dumps([version("pytest"), version("pytest-asyncio")]))
"""


class Versions(NamedTuple):
    """What is installed in the project's environment; empty where it isn't."""

    pytest: str
    pytest_asyncio: str


def installed(interpreter: Path) -> Versions:
    """Ask the interpreter; raises `CannotRunError` when it doesn't work or has no pytest."""
    try:
        done = run([str(interpreter), "-I", "-X", "utf8", "-c", _PROBE], Path.cwd())
        versions = Versions(*json.loads(done.output.splitlines()[-1]))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise CannotRunError(
            f"{interpreter} isn't a working Python; rebuild the environment, "
            "or name another with --python-executable"
        ) from error
    if not versions.pytest:
        raise CannotRunError(f"{interpreter} has no pytest: install it there")
    return versions


def run_tests(interpreter: Path, root: Path, arguments: Sequence[str]) -> int:
    """Run the tests in the folder, with pytest's output for the user to see, to its exit code."""
    guard = (str(_GUARD), "-p", _PLUGIN)
    done = subprocess.run(  # noqa: S603  the arguments are a list, no shell reads them
        [str(interpreter), "-c", _START, *guard, *arguments],
        cwd=root,
        env=environment_of_tests(interpreter, os.environ),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode
