"""The command line: arguments become settings, a run, a report and an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from backend_gates import __version__, registry
from backend_gates.registry import UnknownIdError
from backend_gates.results.replay import REPORTS
from backend_gates.schema import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

_COULD_NOT_RUN = 2
_ALL = "check"
_WITHOUT_REPORT = ("event-loop-blocked", "ruff-format")

_USAGE = """\
usage: backend-gates check [options] [FILES...]
       backend-gates <id> [options] [FILES...]
       backend-gates init [--dry-run]
       backend-gates list
       backend-gates explain <id>
       backend-gates ci gitlab|github

Run all checks at once, or one; without file names, on the whole project. `init` picks hooks for the
project and writes pre-commit's configuration. A command's options: `backend-gates <id> --help`.
Exit code 0: clean, 1: findings, 2: could not run."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0 clean, 1 findings, 2 could not run."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stdout is None:
        return _refuse("standard output is closed")
    try:
        return _dispatch(words)
    except (SettingsError, UnknownIdError) as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return _refuse("interrupted")
    except BrokenPipeError:
        return _give_up_stdout()
    except OSError as error:
        _give_up_stdout()
        return _refuse(f"cannot go on: {error.strerror or error}")
    except Exception as error:
        if "BACKEND_GATES_DEBUG" in os.environ:
            raise
        name = type(error).__name__
        return _refuse(
            f"internal error, please report it: {name}: {error} "
            "(set BACKEND_GATES_DEBUG=1 for the whole traceback)"
        )


def _refuse(message: str) -> int:
    print(f"backend-gates: {message}", file=sys.stderr)  # noqa: T201  a program speaks
    return _COULD_NOT_RUN


def _give_up_stdout() -> int:
    """Send what is still buffered nowhere, or Python complains once more at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _COULD_NOT_RUN


def _say(text: str) -> None:
    sys.stdout.write(text)


def _dispatch(words: list[str]) -> int:
    match words:
        case ["-h" | "--help"]:
            _say(f"{_USAGE}\n")
            return 0
        case [] | ["explain"]:
            print(_USAGE, file=sys.stderr)  # noqa: T201  a program speaks
            return _COULD_NOT_RUN
        case ["--version"]:
            _say(f"backend-gates {__version__}\n")
            return 0
        case ["list"]:
            return _list()
        case ["explain", hook_id]:
            _say(f"{hook_id}: {registry.module_of(hook_id).__doc__}")
            return 0
        case ["ci", ("gitlab" | "github") as host]:
            return _print_pipeline(host)
        case ["ci", *_]:
            return _refuse("say which pipeline: `backend-gates ci gitlab` or `ci github`")
        case ["init", *rest]:
            from backend_gates.adoption import command as adoption  # noqa: PLC0415  once in a project

            return adoption.main(rest)
        case [command, *rest]:
            return _run(command, rest)
    raise AssertionError(words)


def _run(name: str, arguments: list[str]) -> int:
    if name not in _WITHOUT_REPORT and any(map(os.environ.get, REPORTS)):
        from backend_gates import reporting  # noqa: PLC0415  CI asks for it

        if reporting.wanted(os.environ):
            return reporting.main(name, arguments)
        arguments = [f"--output-format={os.environ[reporting.FORMAT]}", *arguments]
    if name == _ALL or name in registry.checker_ids():
        from backend_gates import command  # noqa: PLC0415  the bundled tools don't need it

        return command.main(name, arguments)
    code: int = registry.module_of(name).main(arguments)
    return code


def _print_pipeline(host: str) -> int:
    from backend_gates import pipelines  # noqa: PLC0415  needs a YAML reader

    _say(pipelines.printed(host, Path.cwd()))
    return 0


def _list() -> int:
    from backend_gates.manifest import all_hooks  # noqa: PLC0415  imports every check

    _say("".join(f"{hook.id}: {hook.description}\n" for hook in all_hooks()))
    return 0
