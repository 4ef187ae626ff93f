"""The environment of a user's tests: as in their shell, not as in a hook."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

_OF_THE_HOOK = frozenset({"VIRTUAL_ENV", "PYTHONHOME", "__PYVENV_LAUNCHER__"})
# `git rev-parse --local-env-vars`: git sets them for its hooks, and they would make a test's own
# repositories this one.
_OF_THE_REPOSITORY = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)


def environment_of_tests(interpreter: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Return the variables as if the interpreter's virtual environment had been activated.

    pre-commit and prek activate the hook's own; the user's other variables stay, `PYTHONPATH` too.
    """
    unwanted = _OF_THE_HOOK | _OF_THE_REPOSITORY
    kept = {name: value for name, value in environ.items() if name not in unwanted}
    own = Path(sys.prefix).resolve()
    folders = [each for each in environ.get("PATH", "").split(os.pathsep) if each]
    theirs = [each for each in folders if Path(each).parent.resolve() != own]
    kept["PATH"] = os.pathsep.join((str(interpreter.parent), *theirs))
    if (interpreter.parent.parent / "pyvenv.cfg").is_file():
        kept["VIRTUAL_ENV"] = str(interpreter.parent.parent)
    return kept
