"""Find the interpreter of the user's project from inside a hook's own environment."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from backend_gates.tools.environment.child_processes import run
from backend_gates.tools.environment.managed import (
    hatch_environment,
    pdm_interpreter,
    poetry_environment,
)
from backend_gates.tools.environment.project_folder import CannotRunError, folders_upwards

SEARCHED = (
    "the configuration, UV_PROJECT_ENVIRONMENT, .venv, venv, .conda, .pixi, PDM, Poetry, Hatch, "
    "conda, the active environment"
)
"""Where is looked, in this order, for messages."""

_LOCAL = (".venv", "venv", ".conda", ".pixi/envs/default")
_MARKS = ("pyvenv.cfg", "conda-meta")
_PROBE = """
import importlib.metadata, importlib.util, json, sys, sysconfig
def found(name):
    return importlib.util.find_spec(name) is not None
print(json.dumps({
    "version": list(sys.version_info[:3]),
    "packages": sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}),
    "mypy": importlib.metadata.version("mypy") if found("mypy") else "",
    "modules": [name for name in sys.argv[1:] if found(name)],
}))
"""


class Interpreter(NamedTuple):
    """A Python executable and, in a few words, where it was found."""

    path: Path
    source: str


class Facts(NamedTuple):
    """What an interpreter says of itself.

    `packages` are its site-packages folders, `mypy` the version of its mypy (empty without one),
    `modules` those of the asked top-level modules that it can import.
    """

    version: tuple[int, int, int]
    packages: tuple[str, ...]
    mypy: str
    modules: frozenset[str]


class Wish(NamedTuple):
    """An interpreter or environment that the user named, and where."""

    path: Path
    source: str


def find_interpreter(
    start: Path, wishes: Sequence[Wish], environ: Mapping[str, str] = os.environ
) -> Interpreter | None:
    """Return the project's interpreter, `None` when no convention leads to one.

    The first wish counts; one that leads nowhere raises `CannotRunError` rather than being
    passed over. pre-commit and prek overwrite `VIRTUAL_ENV` with the hook's own environment and
    put it first in `PATH`; the user's active one survives behind it in `PATH` alone.
    """
    if wishes:
        return _fulfilled(wishes[0])
    candidates = _candidates(folders_upwards(start), environ)
    return next((Interpreter(path, source) for path, source in candidates if path), None)


def ask(interpreter: Path, modules: Sequence[str] = ()) -> Facts:
    """Run the interpreter once for its facts; raises `CannotRunError` when it doesn't work."""
    command = [str(interpreter), "-I", "-X", "utf8", "-c", _PROBE, *modules]
    try:
        done = run(command, Path.cwd())
        told = json.loads(done.output.splitlines()[-1])
        version = tuple(told["version"])
    except (OSError, ValueError, LookupError) as error:
        raise CannotRunError(
            f"{interpreter} isn't a working Python 3.8 or newer; rebuild the environment, "
            "or name another with --python-executable"
        ) from error
    return Facts(version, tuple(told["packages"]), told["mypy"], frozenset(told["modules"]))


def _fulfilled(wish: Wish) -> Interpreter:
    python = wish.path if wish.path.is_file() else _executable(wish.path)
    if not python:
        raise CannotRunError(
            f"{wish.source} names {wish.path}, which is neither a Python nor an environment"
        )
    return Interpreter(python, wish.source)


def _candidates(
    folders: Sequence[Path], environ: Mapping[str, str]
) -> Iterator[tuple[Path | None, str]]:
    """Give what each convention leads to, the most certain first."""
    named = environ.get("UV_PROJECT_ENVIRONMENT")
    for folder in folders if named else ():
        yield _executable(folder / str(named)), "UV_PROJECT_ENVIRONMENT"
    for folder in folders:
        yield from ((_python_of(folder / name), name) for name in _LOCAL)
    for folder in folders:
        yield pdm_interpreter(folder), ".pdm-python"
        yield _python_of(poetry_environment(folder, environ)), "Poetry's cache"
        yield _python_of(hatch_environment(folder, environ)), "Hatch's default environment"
    if environ.get("CONDA_PREFIX") and environ.get("CONDA_DEFAULT_ENV") != "base":
        yield _python_of(Path(environ["CONDA_PREFIX"])), "conda's active environment"
    for folder in _active(environ):
        yield _python_of(folder), "the active virtual environment"


def _active(environ: Mapping[str, str]) -> Iterator[Path]:
    """Give the active environments but for the hook's own."""
    own = Path(sys.prefix).resolve()
    folders = [Path(environ["VIRTUAL_ENV"])] if environ.get("VIRTUAL_ENV") else []
    folders += [Path(each).parent for each in environ.get("PATH", "").split(os.pathsep) if each]
    for folder in folders:
        if (folder / "pyvenv.cfg").is_file() and folder.resolve() != own:
            yield folder


def _python_of(folder: Path | None) -> Path | None:
    """Return the Python of a folder that is an environment."""
    if folder and any((folder / mark).exists() for mark in _MARKS):
        return _executable(folder)
    return None


def _executable(environment: Path) -> Path | None:
    names = ("bin/python", "bin/python3", "Scripts/python.exe", "python.exe")
    return next((environment / name for name in names if (environment / name).is_file()), None)
