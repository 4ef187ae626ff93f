"""One layout for all code, so that a diff shows what changed.

## Why

A review that discusses commas discusses nothing else. A formatter ends the discussion, and
keeps changes small: whoever touches a line doesn't move its neighbours.

## How it is set up

`ruff format` with the project's own configuration, nested files included; nothing
is added to it. pre-commit refuses the commit when a file changed, and the second try passes. With
`--check` or `--diff` the hook only tells and leaves the files alone. Output and exit codes are
ruff's: 0 formatted, 1 something is not (with `--check`) or can't be parsed, 2 when a configuration
can't be read.

## Limits

There is no baseline for layout: a file is formatted or it isn't. Format a legacy service once, in a
commit of its own, before the other hooks get their baseline. Patterns that exclude whole source
folders are honoured and named, one line each. ruff's personal configuration in the home directory
is not read, so that every machine gives the same answer.
"""

from collections.abc import Sequence

from backend_gates.baseline import wishes
from backend_gates.model import Hook
from backend_gates.tools.ruff.arguments import request_of
from backend_gates.tools.ruff.gate import name_loopholes
from backend_gates.tools.ruff.groups import groups_of
from backend_gates.tools.ruff.process import CLEAN, COULD_NOT_RUN, FILE_TYPES, run, tell, usage

HOOK = Hook(
    id="ruff-format",
    description="Formats with ruff; with --check, only tells which files are not formatted.",
    types_or=FILE_TYPES,
    require_serial=True,
)

OPTIONS: tuple[tuple[str, str], ...] = (
    ("--check", "Tell which files would change, and change nothing."),
    ("--diff", "Show what would change, and change nothing."),
    ("--config CONFIG", "A ruff configuration file instead of the project's, or `key = value`."),
    ("OTHER", "Every other option of `ruff format` is handed to ruff."),
)


def main(arguments: Sequence[str]) -> int:
    """Format files, or the whole project when none are named; return ruff's exit code."""
    request = request_of(arguments)
    if request.has("-h", "--help"):
        usage(HOOK, OPTIONS)
        return CLEAN
    if request.has(*wishes.NAMES):
        tell(f"{HOOK.id}: has no baseline: a file is formatted or it isn't; format all files once")
        return COULD_NOT_RUN
    excludes = ("exclude", "extend-exclude", "format.exclude")
    name_loopholes(HOOK.id, groups_of(request), (), excludes)
    return run(("format", "--force-exclude", *request.words(), "--", *request.paths))
