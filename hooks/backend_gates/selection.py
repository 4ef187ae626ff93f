"""Which hooks `check` runs, and which files each of them gets: as pre-commit would have it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates import checkers, registry
from backend_gates.content import content_of
from backend_gates.schema import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from backend_gates.model import Hook
    from backend_gates.settings import Settings

_COMMIT = "pre-commit"
_TYPES = {"py": "python", "pyw": "python", "pyi": "pyi", "ipynb": "jupyter"}


class Selection(NamedTuple):
    """The ids of what is to run: checks of our own, and hooks that run other programs."""

    checks: tuple[str, ...]
    tools: tuple[str, ...] = ()


class Tool(NamedTuple):
    """A hook, with the files that it is to look at; the whole project without."""

    hook_id: str
    files: tuple[str, ...] = ()

    @property
    def mends(self) -> bool:
        """Whether it can change files."""
        return self.hook_id.startswith("ruff-")


def selected(config: Settings, only: Iterable[str], skip: Iterable[str]) -> Selection:
    """What runs: `only`, else what the project selects, else all that runs at a commit; not `skip`.

    Raises SettingsError for an id that there is not.
    """
    wanted, unwanted = set(_ids(only, "--only")), set(_ids(skip, "--skip"))
    chosen = (wanted or set(config.select) or set(_at_commits())) - unwanted
    return Selection(
        tuple(each for each in registry.checker_ids() if each in chosen),
        tuple(each for each in registry.tool_ids() if each in chosen),
    )


def hook_of(hook_id: str) -> Hook:
    """The hook as pre-commit sees it; raises registry.UnknownIdError."""
    if hook_id in registry.checker_ids():
        return checkers.load(hook_id).hook
    hook: Hook = registry.module_of(hook_id).HOOK
    return hook


def takes(hook: Hook, name: str, cwd: Path) -> bool:
    """Whether a hook looks at a file that is named to it."""
    if hook.exclude and re.search(hook.exclude, name):
        return False
    if hook.types_or and _type_of(name, cwd) not in hook.types_or:
        return False
    return re.search(hook.files, name) is not None


def _ids(lists: Iterable[str], option: str) -> Iterator[str]:
    for name in (word.strip() for words in lists for word in words.split(",")):
        if name not in registry.ids():
            raise unknown("id", name, registry.ids(), option)
        yield name


def _at_commits() -> Iterator[str]:
    yield from registry.checker_ids()
    for hook_id in registry.tool_ids():
        stages = hook_of(hook_id).stages
        if not stages or _COMMIT in stages:
            yield hook_id


def _type_of(name: str, cwd: Path) -> str:
    """The type by the suffix; a file without one is read."""
    stem, _, suffix = name.rpartition("/")[2].rpartition(".")
    if stem:
        return _TYPES.get(suffix, "")
    try:
        first = content_of(cwd / name).partition(b"\n")[0]
    except OSError:
        return "python"  # the check says what is wrong with it
    return "python" if first.startswith(b"#!") and b"python" in first else ""
