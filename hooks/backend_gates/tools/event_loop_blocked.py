"""Runs the project's tests with the event loop watched: a test that holds it too long fails.

Linters find much of what blocks an event loop, and not all: an "async" library that is synchronous
inside, a computation, a lock. While a test runs, this hook times every callback of every asyncio
loop in the process. A callback that holds its loop for more than 100 ms fails the test, with the
line of the project that did it, the stack of the longest look at it, and what to do. A fixture's
set-up or tear-down that does so is an error of the test that it was run for.

The recipe that circulates, an `event_loop` fixture with debug mode on, does nothing today:
pytest-asyncio 1.0 removed that fixture and ignores a project's own in silence, debug mode only
logs, and since 1.2 pytest-asyncio turns it off whatever `PYTHONASYNCIODEBUG` or `-X dev` say. The
hook reports such left-overs too.

## Use

The hook runs at `git push`, or by hand: `pre-commit install --hook-type pre-push`,
`pre-commit run event-loop-blocked --hook-stage manual`. It runs the project's own Python, found as
for [`mypy-strict`](mypy-strict.md), which needs nothing but pytest; the hook says which one it
used. Arguments go to pytest: `args: [tests/unit, -n, auto]`. A project without tests passes, and is
told so. Exit code 0: clean, 1: a test failed or something has no effect, 2: pytest could not run.

The same without pre-commit, in the project's own environment:

    pip install git+https://github.com/backend-gates/backend-gates
    python -m pytest -p backend_gates.runtime.event_loop_guard
    # in pytest's configuration: addopts = "-p backend_gates.runtime.event_loop_guard"

The folder `hooks/backend_gates/runtime/event_loop_guard` may as well be copied: it needs Python
3.10 and pytest 7.4 or newer, and nothing else of this repository.

What is watched: pytest-asyncio in both modes and all loop scopes, anyio's plugin, `asyncio.run`,
`IsolatedAsyncioTestCase`, Starlette's and FastAPI's `TestClient`, whose loop runs in another
thread, and uvloop; with pytest-xdist, pytest-timeout, coverage.py and debuggers.

## Settings of the guard

In pytest's configuration, or on the command line for one run:

- `event_loop_blocked_ms = 50`, `--event-loop-blocked-ms=50`: the milliseconds that a callback may
  take; 100 without.
- `event_loop_blocked_ignore = ["legacy", "app.pdf"]`, `--event-loop-blocked-ignore=legacy`: modules
  and packages that may hold the loop longer.
- `event_loop_blocked_report_only = true`, `--event-loop-blocked-report-only`: tells, and fails
  nothing.

A test that has to: `@pytest.mark.allow_event_loop_blocking(ms=250, reason="…")`, for its fixtures
too. The reason is required. Register the marker in pytest's `markers` when tests also run without
the guard.

The summary at the end of the run lists the worst ten. In JUnit's XML the failure has the whole
text, and the property `event_loop_blocked` of the test case says how long and where, also when
nothing fails by it.

## What doesn't count

- *First imports*: while the thread imports a module.
- *Garbage collection*, timed by `gc.callbacks`.
- *A busy machine*: on Linux the kernel tells how long a thread was ready to run and had no
  processor; that time is left out.
- *Another thread that computes*: the guard's own thread looks at the loop five times within the
  limit. When it comes late itself and the loop's thread used no processor meanwhile, something else
  held Python's interpreter, or the whole process was stopped.
- *A debugger*: a callback in which one stopped.
- *Tracing*, as by coverage.py before Python 3.14: half of the time spent computing.
- *Loops inside loops* (nest_asyncio): each inner callback counts by itself.

## How it works

`asyncio.events.Handle._run`, through which every callback goes, gets two looks at the clock; a loop
written in C gets its callbacks wrapped as they are scheduled. A thread looks at the stack of a
callback that takes long. A call that holds the interpreter, such as a slow regular expression,
keeps that thread waiting too; but having asked for the interpreter it gets it when the call
returns, with the line still there.

Limits: trio's loop isn't watched. With uvloop, a protocol's `data_received` is called by C alone
and isn't watched; tasks, timers and readers are. Outside Linux a busy machine can't be told from a
slow callback. An operator on a huge number or text (`10 ** 10_000_000`) gives the interpreter away
only after the callback: the report then names the coroutine instead of the line. So it does, now
and then, when a call that holds the interpreter ends on a machine whose processors are all busy.
"""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from backend_gates import settings
from backend_gates.console import publish, source_lines, tell
from backend_gates.model import Hook, Report
from backend_gates.reporters import render
from backend_gates.schema import SettingsError
from backend_gates.tools.environment.interpreter import (
    SEARCHED,
    Interpreter,
    Wish,
    find_interpreter,
)
from backend_gates.tools.environment.project_folder import CannotRunError, project_folder
from backend_gates.tools.pytest.run import FAILED, NO_TESTS, PASSED, installed, run_tests
from backend_gates.tools.pytest.without_effect import findings

HOOK = Hook(
    id="event-loop-blocked",
    description=(
        "Runs the project's tests with the event loop watched: a test that holds it for more than "
        "100 ms fails, by the line."
    ),
    files=(
        r"\.py$|(^|/)(pyproject\.toml|setup\.cfg|pytest\.(ini|toml)|tox\.ini"
        r"|[^/]*requirements[^/]*\.txt|(uv|poetry|pdm|pixi|Pipfile)\.lock|pylock[^/]*\.toml)$"
    ),
    pass_filenames=False,
    require_serial=True,
    stages=("pre-push", "manual"),
)
OPTIONS = (
    ("--project DIR", "the folder to run pytest in; the nearest project's without"),
    ("--python-executable PATH", "the project's Python; found without"),
    ("any other", "goes to pytest"),
)
_CLEAN, _FINDINGS, _COULD_NOT_RUN = range(3)


class Options(NamedTuple):
    """What `[tool.backend-gates.event-loop-blocked]` may hold."""

    python_executable: Annotated[
        str,
        "The Python, or the environment, that runs the project's tests; "
        "relative to the folder of the pyproject.toml. Found by convention when not set.",
    ] = ""


def main(arguments: Sequence[str]) -> int:
    """Run the hook; `arguments` are what follows its id. Returns the exit code."""
    words, for_pytest = _parser().parse_known_args(arguments)
    try:
        return check(words.project, words.python_executable, for_pytest)
    except (CannotRunError, SettingsError) as problem:
        tell(HOOK.id, str(problem).splitlines())
        return _COULD_NOT_RUN


def check(project: str, python_executable: str, for_pytest: Sequence[str]) -> int:
    """Run the project's tests; raises `CannotRunError` and `schema.SettingsError`."""
    start = Path(project).resolve()
    if not start.is_dir():
        raise CannotRunError(f"--project {project}: no such folder")
    root = start if project else project_folder(start)
    ours = settings.load(None, start)
    interpreter = find_interpreter(start, tuple(_wishes(python_executable, ours)))
    if not interpreter:
        raise CannotRunError(
            "no interpreter of the project found: create its .venv, or give --python-executable\n"
            f"looked at {SEARCHED}"
        )
    versions = installed(interpreter.path)
    tell(HOOK.id, [f"runs {_shown(interpreter)} with pytest {versions.pytest}"])
    found = [
        each
        for each in findings(root, versions.pytest_asyncio)
        if not settings.ignored(ours, each.path, HOOK.id)
    ]
    found = sorted(found, key=lambda each: (each.path, each.span))
    publish(render("full", Report(tuple(found)), source_lines))
    return max(_FINDINGS if found else _CLEAN, _run(interpreter, root, for_pytest))


def _run(interpreter: Interpreter, root: Path, for_pytest: Sequence[str]) -> int:
    code = run_tests(interpreter.path, root, for_pytest)
    if code == NO_TESTS:
        tell(HOOK.id, ["there are no tests, so nothing was watched"])
    elif code not in {PASSED, FAILED}:
        tell(HOOK.id, [f"pytest could not run the tests (exit code {code})"])
        return _COULD_NOT_RUN
    return _FINDINGS if code == FAILED else _CLEAN


def _wishes(python_executable: str, ours: settings.Settings) -> Iterator[Wish]:
    """Give the interpreters that the user named, the most explicit first."""
    if python_executable:
        yield Wish(Path(python_executable).absolute(), "--python-executable")
    named = settings.options(ours, HOOK.id, Options).python_executable
    if named:
        yield Wish(ours.root / Path(named).expanduser(), f"[{settings.TABLE}.{HOOK.id}]")


def _shown(interpreter: Interpreter) -> str:
    path = interpreter.path
    inside = path.is_relative_to(Path.cwd())
    return f"{path.relative_to(Path.cwd()) if inside else path} (from {interpreter.source})"


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog=f"backend-gates {HOOK.id}",
        description=HOOK.description,
        epilog="All other arguments go to pytest.",
        allow_abbrev=False,
    )
    for spelling, meaning in OPTIONS[:-1]:
        option, metavar = spelling.split()
        parser.add_argument(option, default="", metavar=metavar, help=meaning)
    return parser
