"""Where git says that files are which are gone from where they were."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_ROUNDS = 20  # commits that files have vanished in, the newest first


def fates(paths: Collection[str]) -> dict[str, str | None]:
    """The new path of each file that was renamed, None for one that was deleted.

    Paths are relative to the working directory. A file that git still has keeps its path; one that
    git knows nothing of is not in the answer.
    """
    prefix = _git("rev-parse", "--show-prefix")
    if prefix is None:
        return {}
    start = os.fsdecode(prefix.rstrip(b"\n"))
    by_name = {os.path.normpath(os.path.join(start, path)): path for path in paths}  # noqa: PTH118  text
    tracked = _tracked(set(by_name))
    found = {name: name for name in tracked} | _found(set(by_name) - tracked)
    return {
        by_name[old]: new and os.path.relpath(new, start or os.curdir).replace(os.sep, "/")
        for old, new in found.items()
    }


def _tracked(names: set[str]) -> set[str]:
    listed = _git("ls-files", "-z", "--full-name", "--", *map(_from_top, sorted(names))) or b""
    return names & set(map(os.fsdecode, listed.split(b"\0")))


def _found(waiting: set[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    commit = "HEAD"
    for _ in range(_ROUNDS):
        if not waiting or not commit:
            break
        vanished = dict(_vanished_since(commit))
        found |= {name: vanished[name] for name in waiting & set(vanished)}
        waiting = waiting - set(found)
        commit = _before_a_removal(waiting)
    return found


def _vanished_since(commit: str) -> Iterator[tuple[str, str | None]]:
    """Old and new names of the files that were there at a commit and are not in the index."""
    words = ("--cached", "--find-renames", "--diff-filter=RD", "--name-status", "--no-relative")
    fields = map(os.fsdecode, (_git("diff", "-z", *words, commit) or b"").split(b"\0"))
    for status in fields:
        if status:
            old = next(fields)
            yield old, next(fields) if status.startswith("R") else None


def _before_a_removal(names: set[str]) -> str:
    """The commit before the newest that removed one of the files, empty when there is none."""
    if not names:
        return ""
    words = ("-1", "--no-renames", "--diff-filter=D", "--format=%H", "--no-show-signature")
    commit = _git("log", *words, "--", *map(_from_top, sorted(names)))
    return f"{commit.decode().strip()}^" if commit else ""


def _from_top(name: str) -> str:
    return f":(top,literal){name}"


def _git(*words: str) -> bytes | None:
    """What git says in the working directory; None when it has no answer."""
    command = ["git", *words]
    try:
        done = subprocess.run(  # noqa: S603  git by its name, from PATH, as pre-commit does
            command, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
    except OSError:
        return None
    return None if done.returncode else done.stdout
