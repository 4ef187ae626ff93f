"""One run of ruff for each set of options, and one answer for all of them."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from backend_gates.baseline.wishes import NAMES, Wish
from backend_gates.schema import SettingsError
from backend_gates.tools.ruff.arguments import Request
from backend_gates.tools.ruff.groups import batches
from backend_gates.tools.ruff.known import answered, baseline_of
from backend_gates.tools.ruff.output import Keep, combined
from backend_gates.tools.ruff.process import CLEAN, COULD_NOT_RUN, captured, run, tell, write

_OURS = ("--mandatory", *NAMES)
_OUTPUT = ("--output-format", "--output-file", "-o")
_QUIET = ("--quiet", "-q", "--silent", "-s")
_FOR_EYES = frozenset({"concise", "full", "grouped", "statistics"})
_STDIN = "-"
# With these ruff writes something else than findings.
_NO_FINDINGS = (
    "--add-ignore",
    "--add-noqa",
    "--diff",
    "--fix-only",
    "--show-files",
    "--show-settings",
)
# With these there is nothing to compare with a baseline.
_NOT_COMPARED = (*_NO_FINDINGS, "--statistics", "--watch", "-w")


class Run(NamedTuple):
    """One start of ruff: options, the paths that they hold for, the project's output format."""

    options: tuple[str, ...]
    paths: tuple[str, ...]
    output_format: str = ""


def carried_out(
    hook_id: str, runs: Sequence[Run], request: Request, keep: Keep | None = None
) -> int:
    """Run `ruff check` and return its exit code, the highest of several.

    A single run writes for itself. Several, or those of which only the findings that `keep` wants
    and that the baseline doesn't know count, are put together to one document in the format asked
    for. Raises schema.SettingsError.
    """
    starts = _starts(runs)
    if not starts:
        return CLEAN
    asked = baseline_of(request)
    if asked is not None and _is_compared(request, asked):
        return _behind(asked, hook_id, starts, request, keep or _everything)
    if len(starts) == 1 and keep is None:
        return run(_command(starts[0], request.words(*_OURS)))
    return _put_together(starts, request, keep)


def _is_compared(request: Request, asked: Wish) -> bool:
    compared = not request.has(*_NOT_COMPARED) and _STDIN not in request.paths
    if asked.writes and not compared:
        raise SettingsError("the baseline can't be updated by a run that reports no findings")
    return compared


def _starts(runs: Sequence[Run]) -> list[Run]:
    """Join runs with equal options, then cut what is too long for one command line."""
    paths: dict[tuple[str, ...], tuple[str, ...]] = {}
    for each in runs:
        paths[each.options] = (*paths.get(each.options, ()), *each.paths)
    style = runs[0].output_format if runs else ""
    return [Run(options, batch, style) for options, own in paths.items() for batch in batches(own)]


def _command(start: Run, options: Sequence[str]) -> tuple[str, ...]:
    return ("check", "--force-exclude", *start.options, *options, "--", *start.paths)


def _behind(asked: Wish, hook_id: str, starts: Sequence[Run], request: Request, keep: Keep) -> int:
    """Ask ruff for its findings as data, and for its words about them when some are new."""
    told = _captured(starts, request, "json")
    if told.code >= COULD_NOT_RUN:
        return COULD_NOT_RUN
    try:
        answer = answered(hook_id, asked, told.outputs, request, keep)
    except ValueError:
        return _unreadable("json")
    code = int(answer.fails and not request.has("--exit-zero"))
    style = _format(request, starts[0].output_format)
    if style in _FOR_EYES and not any(shown for _, shown in answer.shown):
        return _delivered("" if request.has(*_QUIET) else _summed_up(0), request) or code
    return max(code, _put_together(starts, request, answer.keep()))


class _Captured(NamedTuple):
    """What several runs of ruff wrote, and the highest of their exit codes."""

    outputs: tuple[str, ...]
    code: int


def _captured(starts: Sequence[Run], request: Request, style: str) -> _Captured:
    options = ("--quiet", f"--output-format={style}", *request.words(*_OURS, *_OUTPUT, *_QUIET))
    done = [captured(_command(start, options)) for start in starts]
    for line in dict.fromkeys(line for each in done for line in each.stderr.splitlines()):
        tell(line.decode("utf-8", "replace"))
    outputs = tuple(each.stdout.decode("utf-8", "surrogateescape") for each in done)
    return _Captured(outputs, max(each.returncode for each in done))


def _put_together(starts: Sequence[Run], request: Request, keep: Keep | None) -> int:
    style = _format(request, starts[0].output_format)
    outputs, code = _captured(starts, request, style)
    if code >= COULD_NOT_RUN:
        return COULD_NOT_RUN
    if request.has(*_NO_FINDINGS):
        return _delivered("".join(outputs), request) or code
    shape = _shape(request, style)
    try:
        document = combined(outputs, shape, keep or _everything)
    except ValueError:
        return _unreadable(shape)
    summary = shape in _FOR_EYES and not request.has(*_QUIET)
    failed = _delivered(document.text + _summed_up(document.findings) * summary, request)
    return failed or (code if document.findings or keep is None else CLEAN)


def _unreadable(shape: str) -> int:
    tell(f"ruff's {shape} output has changed; install the version of ruff that the hooks pin")
    return COULD_NOT_RUN


def _format(request: Request, of_project: str) -> str:
    asked = request.values("--output-format")
    return asked[-1] if asked else os.environ.get("RUFF_OUTPUT_FORMAT") or of_project or "full"


def _shape(request: Request, output_format: str) -> str:
    plain = request.has("--statistics") and output_format != "json"
    return "statistics" if plain else output_format


def _summed_up(findings: int) -> str:
    if not findings:
        return "All checks passed!\n"
    return f"Found {findings} error{'s' if findings > 1 else ''}.\n"


def _everything(_code: str) -> bool:
    return True


def _delivered(text: str, request: Request) -> int:
    """Write to the file asked for or to standard output; return 2 when that is impossible."""
    data = text.encode("utf-8", "surrogateescape")
    files = request.values("--output-file", "-o") or tuple(
        filter(None, [os.environ.get("RUFF_OUTPUT_FILE")])
    )
    if not files:
        write(data)
        return CLEAN
    try:
        Path(files[-1]).write_bytes(data)
    except OSError as error:
        tell(f"{files[-1]}: {error.strerror}; name another file for --output-file")
        return COULD_NOT_RUN
    return CLEAN
