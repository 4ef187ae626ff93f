"""ruff with a floor: the gate's rules beside whatever the project selects.

## Why

A project that configures ruff often selects a handful of rules and never looks at the list
again; one that does not configure it gets whatever ruff's defaults are that month. The gate makes
sure that pycodestyle's errors and warnings (`E`, `W`), Pyflakes (`F`), import order (`I`), likely
bugs (`B`), comprehensions (`C4`), outdated syntax (`UP`) and blocking or leaking async code
(`ASYNC`) are always looked at. Line length (`E501`) is left to the formatter, and to projects that
select it.

## How it is set up

The project's own `select`, `extend-select`, `ignore`, `extend-ignore`,
`per-file-ignores`, `exclude` and `noqa` comments stay in force, for each nested configuration file
on its own and through `extend`. On ruff's command line a selection beats the project's `ignore`, so
the hook hands the project's `ignore` back to ruff; rules that a team wants to hold in spite of it
are named with `--mandatory B006,ASYNC`. A project without a `select` gets the gate, not ruff's
default rules on top. FastAPI's markers (`Depends`, `Query`, `Body`, …) may stand in a default
value; they are added to the project's own `extend-immutable-calls`. What the output looks like and
which exit code it has is ruff's: 0 clean, 1 findings, 2 when a configuration can't be read.

## Limits

Patterns that hide whole source folders (`exclude`, `per-file-ignores`) are honoured and
named, one line each; pre-commit shows them when the hook fails or with `--verbose`. ruff's personal
configuration in the home directory is not read, so that every machine gives the same answer.
"""

from collections.abc import Sequence

from backend_gates.model import Hook
from backend_gates.tools.ruff.gate import OPTIONS, Gate, check
from backend_gates.tools.ruff.process import FILE_TYPES
from backend_gates.tools.ruff.rules import CHECK

__all__ = ["HOOK", "OPTIONS", "main"]

HOOK = Hook(
    id="ruff-check",
    description=(
        "Lints with ruff: errors, unused and unsorted imports, likely bugs, outdated syntax and "
        "async pitfalls, beside the project's own rules."
    ),
    types_or=FILE_TYPES,
    require_serial=True,
)

_GATE = Gate(HOOK, CHECK, beside_project=True)


def main(arguments: Sequence[str]) -> int:
    """Check files, or the whole project when none are named; return ruff's exit code."""
    return check(_GATE, arguments)
