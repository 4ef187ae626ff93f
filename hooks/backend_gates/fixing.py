"""Puts the fixes of a run into its files, or shows what they would change."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.fixers._engine import apply
from backend_gates.model import Failure, Report
from backend_gates.run import report
from backend_gates.syntax import reader
from backend_gates.syntax.source import UnreadableError, decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.model import Fix
    from backend_gates.run import Run

_PASSES = 10
_NO_LINE_END = "\n\\ No newline at end of file\n"
_NO_PYTHON = "left as it is, as its fixes would not be valid Python; mend it by hand, and report it"


class Fixed(NamedTuple):
    """What is left after fixing, and how many findings were mended."""

    report: Report
    mended: int


def fix_files(run: Run, *, unsafe: bool) -> Fixed:
    """Fix what can be fixed, file by file, until nothing changes any more."""
    first = latest = report(run)
    failures: list[Failure] = []
    for _ in range(_PASSES):
        changes = _changes(run, latest, failures, unsafe=unsafe)
        changed = [path for path, new in changes if _write(run, path, new, failures)]
        if not changed:
            break
        latest = report(run)
    left = Report(latest.findings, tuple(dict.fromkeys((*latest.failures, *failures))))
    return Fixed(left, len(first.findings) - len(latest.findings))


def diff(run: Run, found: Report, *, unsafe: bool) -> str:
    """What the fixes would change, as a unified diff."""
    parts: list[str] = []
    for path, new in _changes(run, found, [], unsafe=unsafe):
        old, fixed = _lines((run.root / path).read_bytes()), _lines(new)
        parts += difflib.unified_diff(old, fixed, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}{_NO_LINE_END}" for line in parts)


def _lines(data: bytes) -> list[str]:
    """The lines as `patch` counts them, each with its end."""
    *lines, last = decode(data).text.split("\n")
    return [*(f"{line}\n" for line in lines), *filter(None, [last])]


def _changes(
    run: Run, found: Report, failures: list[Failure], *, unsafe: bool
) -> Iterator[tuple[str, bytes]]:
    """The new bytes of each file that has fixes to be applied; a fixed file is still Python."""
    fixes: dict[str, list[Fix]] = {}
    for finding in found.findings:
        if finding.fix is not None and (finding.fix.safe or unsafe):
            fixes.setdefault(finding.path, []).append(finding.fix)
    for path, wanted in fixes.items():
        source = decode((run.root / path).read_bytes())
        new = source.encode(apply(source.text, wanted))
        if _is_python(new):
            yield path, new
        else:
            failures.append(Failure(path, None, _NO_PYTHON))


def _is_python(data: bytes) -> bool:
    try:
        reader.skim(data)
    except UnreadableError:
        return False
    return True


def _write(run: Run, path: str, data: bytes, failures: list[Failure]) -> bool:
    file = run.root / path
    try:
        if file.read_bytes() == data:
            return False
        file.write_bytes(data)
    except OSError as error:
        failures.append(Failure(path, None, f"cannot be written: {error.strerror}"))
        return False
    return True
