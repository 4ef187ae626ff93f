"""The command of one check: arguments and settings in, a report and an exit code out."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from backend_gates import checkers, settings
from backend_gates.baseline.gate import Settled, settle
from backend_gates.baseline.wishes import add_options, wished
from backend_gates.console import tell
from backend_gates.model import Report
from backend_gates.reporters import FORMATS, render
from backend_gates.results.recording import Recording
from backend_gates.run import Run, report
from backend_gates.schema import SettingsError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from backend_gates.baseline.wishes import Wish
    from backend_gates.model import Failure, Finding
    from backend_gates.settings import Settings

CLEAN, FINDINGS, COULD_NOT_RUN = 0, 1, 2


def main(check_id: str, arguments: Sequence[str]) -> int:
    """Run one check; raises schema.SettingsError."""
    options = _parser(check_id).parse_args(arguments)
    cwd = Path.cwd()
    recording = Recording([check_id, *arguments], cwd) if _only_reads(options) else None
    config = settings.load(options.config, cwd)
    wish = _wish(options, config, cwd)
    run, paths = _plan(check_id, options, cwd, config)
    if recording is not None:
        recording.begin(run.root)
    found, changes = _carry_out(run, paths, options)
    found = _seen_from(cwd, run.root, found)
    settled = Settled(found) if options.diff else settle(wish, check_id, found, options.files)
    tell(check_id, settled.notes)
    text = _publish(settled.report, options, cwd) if changes is None else changes
    say(text)
    if found.failures:
        return COULD_NOT_RUN
    failed = bool(settled.report.findings or changes or settled.fails)
    code = FINDINGS if failed and not options.exit_zero else CLEAN
    if recording is not None and not settled.notes:
        recording.save(run.root, _named(options, wish), encoded(text), code)
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


def _parser(check_id: str) -> ArgumentParser:
    parser = ArgumentParser(prog=f"backend-gates {check_id}", allow_abbrev=False)
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
    return parser


def _plan(check_id: str, options: Namespace, cwd: Path, config: Settings) -> tuple[Run, list[str]]:
    checker = checkers.load(check_id)
    root = _outermost(cwd, config.root)
    sources = tuple(_relative(config.root / source, root) for source in config.src)
    chosen = settings.options(config, check_id, checker.options)

    def watches(path: str) -> bool:
        name = path if root == cwd else _relative(root / path, cwd)
        return not (
            re.search(checker.hook.exclude, name) or settings.ignored(config, name, check_id)
        )

    run = Run(checker, chosen, root, sources, not options.no_cache, watches)
    names = _named_files(options.files, cwd) or _project_files(cwd, checker.hook.exclude)
    wanted = [name for name in names if not settings.ignored(config, name, check_id)]
    return run, [_relative(cwd / name, root) for name in wanted]


def _outermost(cwd: Path, project: Path) -> Path:
    """The folder that imports may lead up to: the repository, else the project."""
    for folder in (cwd, *cwd.parents):
        if (folder / ".git").exists():
            return folder
    return project if cwd.is_relative_to(project) else cwd


def _relative(path: Path, root: Path) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")


def _named_files(names: list[str], cwd: Path) -> list[str]:
    """The names, folders replaced by the Python files in them."""
    files: list[str] = []
    for name in names:
        if (cwd / name).is_dir():
            from backend_gates.project.reading.files import python_files  # noqa: PLC0415  rarely

            files.extend(f"{name.rstrip('/')}/{path}" for path in python_files(cwd / name))
        else:
            files.append(name)
    return files


def _project_files(cwd: Path, exclude: str) -> list[str]:
    from backend_gates.project.reading.files import python_files  # noqa: PLC0415  with names, no search

    return [path for path in python_files(cwd) if not re.search(exclude, path)]


def _carry_out(run: Run, paths: list[str], options: Namespace) -> tuple[Report, str | None]:
    """The report, and with --diff the changes instead."""
    if not (options.fix or options.diff):
        return report(run, paths), None
    from backend_gates import fixing  # noqa: PLC0415  few runs fix

    if options.diff:
        found = report(run, paths)
        changes = fixing.diff(run, found, unsafe=options.unsafe_fixes)
        return Report((), found.failures), changes
    left, mended = fixing.fix_files(run, paths, unsafe=options.unsafe_fixes)
    if mended:
        say(f"Fixed {mended} finding{'s' * (mended > 1)}.\n")
    return left, None


def _seen_from(cwd: Path, root: Path, found: Report) -> Report:
    """The report with its paths relative to the working directory."""
    if cwd == root:
        return found
    return Report(
        tuple(_moved(finding, cwd, root) for finding in found.findings),
        tuple(_renamed(failure, cwd, root) for failure in found.failures),
    )


def _moved(finding: Finding, cwd: Path, root: Path) -> Finding:
    path, message = _relative(root / finding.path, cwd), finding.message
    related = []
    for place in finding.related:
        moved = place._replace(path=_relative(root / place.path, cwd))
        message = message.replace(f"({place.path}:", f"({moved.path}:")
        related.append(moved)
    return finding._replace(path=path, message=message, related=tuple(related))


def _renamed(failure: Failure, cwd: Path, root: Path) -> Failure:
    return failure._replace(path=_relative(root / failure.path, cwd))


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
