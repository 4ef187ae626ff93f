"""Log calls that are wrong, slow or unsearchable, and prints that should be logs.

## Why

`print` has no level, no time and no request id, and vanishes or breaks the protocol when
standard output belongs to something else. A message built with an f-string, `%` or `+` is formatted
even when its level is off, and gives every event its own text, so that a log store can't group or
count it. `logging.warn`, the root logger and `logger.error` without the traceback are how the one
line that would have explained an outage goes missing.

## Instead

`logger.info("order %s placed", order.id)` or structured fields
(`logger.info("order placed", extra={"order_id": order.id})`), `logger.exception` in a handler, and
`logging.getLogger(__name__)`. Where printing is the purpose, as in a command-line program, say so
in the project's `per-file-ignores` or by the hook's `exclude`.

## How it is set up

Ruff's rules `LOG`, `G` and `T20`, and no others. The project's `ignore`,
`per-file-ignores`, `exclude` and `noqa` comments stay in force, and `--mandatory` names rules that
the project's `ignore` can't switch off.
"""

from collections.abc import Sequence

from backend_gates.model import Hook
from backend_gates.tools.ruff.gate import OPTIONS, Gate, check
from backend_gates.tools.ruff.process import FILE_TYPES
from backend_gates.tools.ruff.rules import LOGGING

__all__ = ["HOOK", "OPTIONS", "main"]

HOOK = Hook(
    id="ruff-logging",
    description=(
        "Finds prints, messages formatted before they are logged, and misuse of logging (ruff's "
        "LOG, G and T20)."
    ),
    types_or=FILE_TYPES,
    require_serial=True,
)

_GATE = Gate(HOOK, LOGGING)


def main(arguments: Sequence[str]) -> int:
    """Check files, or the whole project when none are named; return ruff's exit code."""
    return check(_GATE, arguments)
