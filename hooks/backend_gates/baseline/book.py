"""The baseline's file: read whole, and changed by one process at a time."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.baseline.entries import Entry, edited, read, written
from backend_gates.content import content_of
from backend_gates.schema import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Change(NamedTuple):
    """Entries to take out, to take in, and to replace: those of one hook in the files it saw."""

    removed: frozenset[Entry]
    added: tuple[Entry, ...]
    moved: Mapping[Entry, Entry]


def entries_of(hook_id: str, file: Path, *, may_be_new: bool) -> tuple[Entry, ...]:
    """A hook's entries; raises SettingsError when there is no baseline, or it can't be read."""
    return read(_text(file, may_be_new=may_be_new), file, hook_id)


def change(file: Path, wanted: Change, *, whole: bool) -> None:
    """Change the file, or write it `whole`, sorted; raises SettingsError.

    It is read anew and replaced at once, and nobody else changes it meanwhile: hooks that run at
    the same time keep each other's entries.
    """
    target = Path(os.path.realpath(file))
    try:
        with _alone_in(target.parent):
            text = _text(target, may_be_new=whole)
            new = _anew(text, target, wanted) if whole else _thinned(text, target, wanted)
            if new != text:
                _replace(target, new)
    except OSError as error:
        raise SettingsError(f"{file}: cannot be written: {error.strerror}") from error


def _anew(text: str, file: Path, wanted: Change) -> str:
    kept = (entry for entry in read(text, file) if entry not in wanted.removed)
    return written({*(wanted.moved.get(entry, entry) for entry in kept), *wanted.added})


def _thinned(text: str, file: Path, wanted: Change) -> str:
    return edited(text, file, wanted.removed, wanted.moved)


def _text(file: Path, *, may_be_new: bool) -> str:
    try:
        data = content_of(file)
    except FileNotFoundError as error:
        if may_be_new:
            return ""
        raise SettingsError(
            f"{file}: there is no such baseline; --grow-baseline writes it"
        ) from error
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{file}:{line}: not UTF-8; is this a baseline?") from error


def _replace(file: Path, text: str) -> None:
    draft = file.with_name(f"{file.name}.{os.urandom(6).hex()}.tmp")
    try:
        with draft.open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
        with suppress(FileNotFoundError):
            draft.chmod(file.stat().st_mode & 0o777)
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else changes a baseline in the folder. Windows locks no folders."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415  unknown to Windows

    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network disks lock nothing
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
