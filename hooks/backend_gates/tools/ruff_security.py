"""Code that opens a service to attack, as far as one file shows it.

## Why

`eval` and `exec` on input, `pickle` and `yaml.load` on data from outside, SQL put together
from strings, a shell started with arguments from a request, weak hashes, certificates that nobody
checks, secrets in code: each is one line that reads well and is found again by whoever scans for
it.

## Instead

Ruff's text for each rule names the safe call. When a line is right as it stands, a `noqa`
comment with the rule and the reason (`# noqa: S603  arguments are literals`) tells the next reader
so.

## How it is set up

Ruff's rules `S`, and no others. The project's `ignore`, `per-file-ignores`,
`exclude` and `noqa` comments stay in force, and `--mandatory` names rules that the project's
`ignore` can't switch off. In tests (folders `tests` and `test`, files `test_*.py`, `*_test.py`,
`tests.py`, `conftest.py`) an `assert` is how a test speaks (S101), a password is made up (S105,
S106, S107) and a random value guards nothing (S311): those five are not reported there.
"""

from collections.abc import Sequence

from backend_gates.model import Hook
from backend_gates.tools.ruff.gate import OPTIONS, Gate, check
from backend_gates.tools.ruff.process import FILE_TYPES
from backend_gates.tools.ruff.rules import SECURITY

__all__ = ["HOOK", "OPTIONS", "main"]

HOOK = Hook(
    id="ruff-security",
    description=(
        "Finds eval and exec, unsafe pickle and YAML, SQL from strings, secrets in code, weak "
        "cryptography and requests without a timeout (ruff's S)."
    ),
    types_or=FILE_TYPES,
    require_serial=True,
)

_TEST_FILES = ("**/tests/**", "**/test/**", "test_*.py", "*_test.py", "tests.py", "conftest.py")
_HARMLESS_IN_TESTS = ("S101", "S105", "S106", "S107", "S311")
_EXCEPTIONS = ",".join(f"{file}:{rule}" for file in _TEST_FILES for rule in _HARMLESS_IN_TESTS)
_GATE = Gate(HOOK, SECURITY, options=(f"--extend-per-file-ignores={_EXCEPTIONS}",))


def main(arguments: Sequence[str]) -> int:
    """Check files, or the whole project when none are named; return ruff's exit code."""
    return check(_GATE, arguments)
