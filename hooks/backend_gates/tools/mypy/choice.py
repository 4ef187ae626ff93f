"""Choose the mypy that can see the project's types: its own, or the hook's beside it."""

import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from backend_gates.tools.environment.interpreter import Facts, Interpreter, ask
from backend_gates.tools.environment.project_folder import CannotRunError

_FIRST_WITH_JSON = (1, 11)
# Appended, so that what mypy itself needs still comes from the hook's environment.
_WITH_PACKAGES = (
    "import json, sys; sys.path += json.loads(sys.argv.pop(1)); "
    "from mypy.__main__ import console_entry; console_entry()"
)


class Mypy(NamedTuple):
    """A way to start mypy: the command so far, words for the user, and whether it writes JSON."""

    command: tuple[str, ...]
    words: str
    writes_json: bool = True


def choose_mypy(interpreter: Interpreter | None, plugins: Sequence[str]) -> Mypy:
    """Return the project's own mypy where it has one, else the hook's with the project's types.

    Raises `CannotRunError` when a plugin can't be loaded; it names the ways out. mypy imports
    plugins into its own process, whatever `--python-executable` says (python/mypy#21621).
    """
    tops = [each.partition(".")[0] for each in plugins]
    missing = [top for top in tops if not find_spec(top)]
    if not interpreter:
        _refuse_missing(missing)
        return Mypy(_isolated(sys.executable, "-m", "mypy"), "the hook's own mypy, isolated")
    facts = ask(interpreter.path, tops)
    if facts.mypy:
        return _own(interpreter, facts)
    return _beside(interpreter, facts, missing)


def _own(interpreter: Interpreter, facts: Facts) -> Mypy:
    command = _isolated(str(interpreter.path), "-m", "mypy")
    numbers = tuple(int(each) for each in facts.mypy.split(".")[:2] if each.isdigit())
    words = f"{_words(interpreter, facts)}, the project's mypy {facts.mypy}"
    return Mypy(_for(command, interpreter), words, numbers >= _FIRST_WITH_JSON)


def _beside(interpreter: Interpreter, facts: Facts, missing: Sequence[str]) -> Mypy:
    words = f"{_words(interpreter, facts)}, the hook's mypy"
    if not missing:
        command = _isolated(sys.executable, "-m", "mypy")
        return Mypy(_for(command, interpreter), words)
    _refuse_missing([each for each in missing if each not in facts.modules])
    if facts.version[:2] != sys.version_info[:2]:
        _refuse_version(missing, facts)
    command = _isolated(sys.executable, "-c", _WITH_PACKAGES, json.dumps(facts.packages))
    return Mypy(_for(command, interpreter), f"{words} with the project's {', '.join(missing)}")


def _refuse_missing(modules: Sequence[str]) -> None:
    if modules:
        raise CannotRunError(
            f"the mypy plugin needs {', '.join(modules)}, which is installed neither in the "
            "project's environment nor in the hook's: install it beside the project, or add it "
            "to the hook's additional_dependencies"
        )


def _refuse_version(modules: Sequence[str], facts: Facts) -> None:
    theirs = ".".join(map(str, facts.version[:2]))
    ours = ".".join(map(str, sys.version_info[:2]))
    names = ", ".join(modules)
    raise CannotRunError(
        f"the mypy plugin needs {names}, which the hook's Python {ours} can't load from the "
        f"project's Python {theirs}: install mypy in the project's environment (best), set "
        f"language_version: python{theirs} for the hook, or add {names} to its "
        "additional_dependencies"
    )


def _isolated(python: str, *arguments: str) -> tuple[str, ...]:
    return (python, "-I", "-X", "utf8", *arguments)


def _for(command: Sequence[str], interpreter: Interpreter) -> tuple[str, ...]:
    return (*command, "--python-executable", str(interpreter.path))


def _words(interpreter: Interpreter, facts: Facts) -> str:
    version = ".".join(map(str, facts.version))
    return f"{_shown(interpreter.path)} (Python {version}, from {interpreter.source})"


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
