"""Which checks and tools there are: their ids are the names of the modules in two folders."""

import os
from functools import cache
from importlib import import_module
from types import ModuleType

from backend_gates.spelling import suggestion


class UnknownIdError(LookupError):
    """No check or tool has this id; the message names the nearest."""


def checker_ids() -> tuple[str, ...]:
    """Ids of the checks, sorted."""
    return _ids_in("checkers")


def tool_ids() -> tuple[str, ...]:
    """Ids of the hooks that run another program, sorted."""
    return _ids_in("tools")


def ids() -> tuple[str, ...]:
    """All hook ids, sorted."""
    return tuple(sorted(checker_ids() + tool_ids()))


def module_of(hook_id: str) -> ModuleType:
    """Import the module of a check or tool; raises `UnknownIdError`."""
    for package, known in (("checkers", checker_ids()), ("tools", tool_ids())):
        if hook_id in known:
            return import_module(f"backend_gates.{package}.{hook_id.replace('-', '_')}")
    raise UnknownIdError(f"unknown hook id {hook_id!r}: {suggestion(hook_id, ids())}")


def fixer_of(check_id: str) -> ModuleType | None:
    """Import the module that mends what a check finds; None when there is none."""
    if check_id not in _ids_in("fixers"):
        return None
    return import_module(f"backend_gates.fixers.{check_id.replace('-', '_')}")


@cache
def _ids_in(package: str) -> tuple[str, ...]:
    folder = os.path.join(os.path.dirname(__file__), package)  # noqa: PTH118, PTH120  imported often
    names = (name for name in os.listdir(folder) if name.endswith(".py"))  # noqa: PTH208  likewise
    public = (name.removesuffix(".py") for name in names if not name.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in public))
