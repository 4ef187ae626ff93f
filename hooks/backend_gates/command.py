"""The command of one check, or of several at once: arguments in, a report and exit code out."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from backend_gates import execution, settings
from backend_gates.baseline.wishes import add_options, wished
from backend_gates.console import tell
from backend_gates.execution import OWN, Memory
from backend_gates.planning import CHECK, plan
from backend_gates.reporters import FORMATS, render
from backend_gates.results.recording import Recording
from backend_gates.schema import SettingsError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from backend_gates.baseline.wishes import Wish
    from backend_gates.execution import Answer
    from backend_gates.model import Report
    from backend_gates.planning import Plan
    from backend_gates.settings import Settings

CLEAN, FINDINGS, COULD_NOT_RUN = 0, 1, 2


def main(command: str, arguments: Sequence[str]) -> int:
    """Run the check of that id, or with `check` all that are selected; raises SettingsError."""
    options = _parser(command).parse_args(arguments)
    cwd = Path.cwd()
    recording = Recording(cwd) if _only_reads(options) else None
    config = settings.load(options.config, cwd)
    wish = _wish(options, config, cwd)
    planned = plan(command, options, cwd, config)
    root, named = planned.run.root, _named(options, wish)
    memory = None
    if recording is not None:
        recording.begin(root)
        memory = Memory(recording, [OWN, *arguments], named) if planned.tools else None
    answer = _carry_out(planned, options, wish, memory)
    tell(command, answer.notes)
    text = _publish(answer.report, options, cwd) if answer.changes is None else answer.changes
    say(text)
    if answer.report.failures:
        return COULD_NOT_RUN
    failed = bool(answer.report.findings or answer.changes or answer.fails)
    code = FINDINGS if failed and not options.exit_zero else CLEAN
    if recording is not None and not (planned.tools or answer.notes):
        recording.save([command, *arguments], root, named, encoded(text), code)
    return code


def _wish(options: Namespace, config: Settings, cwd: Path) -> Wish | None:
    wish = wished(options, config, cwd)
    if wish is not None and wish.writes and options.diff:
        raise SettingsError("--diff changes nothing, the baseline neither: run it without --diff")
    return wish


def say(text: str) -> None:
    """Print text on any terminal, whatever its encoding."""
    sys.stdout.buffer.write(encoded(text))
    sys.stdout.flush()


def encoded(text: str) -> bytes:
    """Text as it is printed."""
    return text.encode("utf-8", "backslashreplace")


def _only_reads(options: Namespace) -> bool:
    writes = options.output_file or options.update_baseline or options.grow_baseline
    return not (options.fix or options.diff or options.no_cache or writes)


def _named(options: Namespace, wish: Wish | None) -> list[str]:
    baseline = wish and wish.file
    return [*options.files, *(str(file) for file in (options.config, baseline) if file)]


def _parser(command: str) -> ArgumentParser:
    parser = ArgumentParser(prog=f"backend-gates {command}", allow_abbrev=False)
    add = parser.add_argument
    add("files", nargs="*", metavar="FILES", help="what to look at; the whole project without")
    add("--output-format", choices=FORMATS, default="full", help="default: full")
    add("--output-file", type=Path, metavar="FILE", help="the report goes there, and as text here")
    add("--fix", action="store_true", help="apply the safe fixes")
    add("--unsafe-fixes", action="store_true", help="with --fix or --diff: the unsafe ones too")
    add("--diff", action="store_true", help="show what --fix would change, and change nothing")
    add("--config", type=Path, metavar="FILE", help="settings, instead of the pyproject.toml")
    add("--no-cache", action="store_true", help="read and write no cache")
    add("--exit-zero", action="store_true", help="exit with 0 in spite of findings")
    add_options(parser)
    if command == CHECK:
        add("--only", action="append", default=[], metavar="ID,…", help="run these")
        add("--skip", action="append", default=[], metavar="ID,…", help="run all others")
    return parser


def _carry_out(
    planned: Plan, options: Namespace, wish: Wish | None, memory: Memory | None
) -> Answer:
    """What all find, and with --diff the changes instead."""
    if options.diff:
        return execution.changes(planned, unsafe=options.unsafe_fixes)
    if not options.fix:
        return execution.found(planned, wish, memory)
    answer, mended = execution.mended(planned, wish, unsafe=options.unsafe_fixes)
    if mended:
        say(f"Fixed {mended} finding{'s' * (mended > 1)}.\n")
    return answer


def _publish(found: Report, options: Namespace, cwd: Path) -> str:
    """What to print, once the report is in the file that was asked for."""

    @cache
    def lines(path: str) -> Sequence[str]:
        return _lines(cwd / path)

    text = render(options.output_format, found, lines)
    if options.output_file is None:
        return text
    try:
        options.output_file.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise SettingsError(
            f"{options.output_file}: cannot be written: {error.strerror}"
        ) from error
    return render("full", found, lines)


def _lines(file: Path) -> Sequence[str]:
    from backend_gates.syntax.source import (  # noqa: PLC0415  a clean run shows no source
        UnreadableError,
        decode,
        split_lines,
    )

    try:
        return split_lines(decode(file.read_bytes()).text)
    except (OSError, UnreadableError):
        return ()
