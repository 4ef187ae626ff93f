"""From arguments and settings to what is to be run on which files."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates import checkers, settings
from backend_gates.run import Run, Task
from backend_gates.schema import SettingsError
from backend_gates.selection import Selection, Tool, hook_of, selected, takes

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from backend_gates.settings import Settings

CHECK = "check"


class Plan(NamedTuple):
    """Checks of our own in one run, and hooks that run other programs.

    The files and folders that the user has `named` start at `cwd`.
    """

    run: Run
    tools: tuple[Tool, ...]
    cwd: Path
    named: Sequence[str]


def plan(command: str, options: Namespace, cwd: Path, config: Settings) -> Plan:
    """What a command runs: the check of that id, or with `check` those that are selected.

    One check looks at whatever is named to it, as a hook has to. Several get what pre-commit would
    hand to each of them. Raises SettingsError.
    """
    selection = _selection(command, config, options)
    root = _outermost(cwd, config.root)
    sources = tuple(relative(config.root / source, root) for source in config.src)
    names = _names(options.files, cwd) if selection.checks else ()
    if command == CHECK or not options.files:
        names = (name for name in names if takes(checkers.LOOKED_AT, name, cwd))
    places = {name: relative(cwd / name, root) for name in dict.fromkeys(names)}
    files = _Files(config, cwd, root, places)
    tasks = tuple(_task(check_id, files) for check_id in selection.checks)
    tools = tuple(_tools(selection.tools, options.files, cwd))
    run = Run(tasks, root, sources, not options.no_cache)
    return Plan(run, tools, cwd, options.files)


def relative(path: Path, root: Path) -> str:
    """How a path is told from a folder."""
    return os.path.relpath(path, root).replace(os.sep, "/")


class _Files(NamedTuple):
    """The files of a run, as they are told from `cwd`, with their paths from the project's root."""

    config: Settings
    cwd: Path
    root: Path
    places: Mapping[str, str]


def _selection(command: str, config: Settings, options: Namespace) -> Selection:
    if command != CHECK:
        return Selection((command,))
    selection = selected(config, options.only, options.skip)
    if not any(selection):
        raise SettingsError("nothing is left to run: --skip takes away all that is selected")
    return selection


def _outermost(cwd: Path, project: Path) -> Path:
    """The folder that imports may lead up to: the repository, else the project."""
    for folder in (cwd, *cwd.parents):
        if (folder / ".git").exists():
            return folder
    return project if cwd.is_relative_to(project) else cwd


def _task(check_id: str, files: _Files) -> Task:
    checker = checkers.load(check_id)
    chosen = settings.options(files.config, check_id, checker.options)

    def is_silent(name: str) -> bool:
        return settings.ignored(files.config, name, check_id)

    def watches(path: str) -> bool:
        name = path if files.root == files.cwd else relative(files.root / path, files.cwd)
        return not (re.search(checkers.LOOKED_AT.exclude, name) or is_silent(name))

    wanted = (path for name, path in files.places.items() if not is_silent(name))
    return Task(checker, chosen, frozenset(wanted), watches)


def _names(named: Sequence[str], cwd: Path) -> Iterator[str]:
    """The names, folders replaced by the Python files in them; those of the project without."""
    for name in named or [""]:
        if (cwd / name).is_dir():
            from backend_gates.project.reading.files import python_files  # noqa: PLC0415  rarely

            start = f"{name.rstrip('/')}/" if name else ""
            yield from (start + path for path in python_files(cwd / name))
        else:
            yield name


def _tools(tool_ids: Sequence[str], named: Sequence[str], cwd: Path) -> Iterator[Tool]:
    for hook_id in tool_ids:
        hook = hook_of(hook_id)
        files = tuple(name for name in named if (cwd / name).is_dir() or takes(hook, name, cwd))
        if files or not named:
            yield Tool(hook_id, files if hook.pass_filenames else ())
