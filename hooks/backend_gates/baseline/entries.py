"""The baseline as text: an entry a line, made so that git merges it line by line.

A removal never touches the lines beside it, and between two entries there is always an empty line
that stays: so the removals of two branches never meet in one hunk.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.schema import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

_HEAD = """\
# What backend-gates knows and does not report: file, check, enclosing name, hash of the line.
# --update-baseline takes out what is mended, --grow-baseline takes in what is found.
# Leave the empty lines: thanks to them, branches that both mend merge without a conflict.
"""
_TAIL = "# end\n"
_TOP_LEVEL = "-"
_QUOTED = r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u(?!0000)[0-9a-f]{4})+"'  # as JSON has it
_LINE = re.compile(
    rf'^({_QUOTED}|[^\s"#]\S*)[ \t]+(\S+)[ \t]+(\S+)[ \t]+'
    r"([0-9a-f]{12})(?:[ \t]+([1-9][0-9]{0,8}))?\s*$"
)
_GAP = "  "
_GAPS = 3
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class Entry(NamedTuple):
    """One known finding.

    `path` is relative to the baseline's folder, `id` is that of the hook, with the rule behind it
    where the hook has several (`ruff-check/F401`), `scope` the enclosing name, empty at the top.
    Of equal ones each has its `number`.
    """

    path: str
    id: str
    scope: str
    digest: str
    number: int = 1

    @property
    def key(self) -> Entry:
        """The entry without its number: what equal ones have in common."""
        return Entry(self.path, self.id, self.scope, self.digest, 0)


def read(text: str, file: Path, hook_id: str = "") -> tuple[Entry, ...]:
    """The entries of a baseline, of one hook when it is named.

    Raises SettingsError, by the line, for what is no entry; whether those of other hooks are good
    is for these to say.
    """
    lines = [line for line in text.splitlines() if line and line[0] != "#"]
    own = [_LINE.match(line) for line in lines if hook_id in line]
    if None in own or any(line.count(_GAP) < _GAPS for line in lines):
        found = [_entry(line, file, number) for number, line in enumerate(text.split("\n"), 1)]
    else:
        found = [_made(match) for match in own if match]
    return tuple(dict.fromkeys(entry for entry in found if entry and _is_of(hook_id, entry)))


def _is_of(hook_id: str, entry: Entry) -> bool:
    return not hook_id or entry.id.partition("/")[0] == hook_id


def written(entries: Iterable[Entry]) -> str:
    """The text of a whole baseline."""
    lines = (f"{_line(entry)}\n" for entry in sorted(entries))
    return "\n".join([_HEAD, *lines, _TAIL])


def edited(text: str, file: Path, removed: Collection[Entry], moved: Mapping[Entry, Entry]) -> str:
    """The text without some entries, and with others in their place; all else as it was."""
    return "\n".join(_edited(text, file, removed, moved))


def _edited(
    text: str, file: Path, removed: Collection[Entry], moved: Mapping[Entry, Entry]
) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), 1):
        entry = _entry(line, file, number)
        if entry is not None and entry in moved:
            yield f"{_line(moved[entry])}{line[len(line.rstrip()) :]}"
        elif entry not in removed:
            yield line


def quoted(path: str) -> str:
    """A path as it stands in the file: odd ones as JSON writes them."""
    plain = path.isprintable() and not path.startswith(('"', "#", *_MARKERS)) and " " not in path
    return path if plain and path else json.dumps(path)


def _line(entry: Entry) -> str:
    parts = (quoted(entry.path), entry.id, entry.scope or _TOP_LEVEL, entry.digest)
    return _GAP.join((*parts, str(entry.number)) if entry.number > 1 else parts)


def _entry(line: str, file: Path, number: int) -> Entry | None:
    if not line.strip() or line.startswith("#"):
        return None
    match = _LINE.match(line)
    if match is None:
        raise SettingsError(f"{file}:{number}: {_complaint(line)}")
    return _made(match)


def _made(match: re.Match[str]) -> Entry:
    path, hook, scope, digest, number = match.groups()
    whole = str(json.loads(path)) if path.startswith('"') else path
    return Entry(whole, hook, "" if scope == _TOP_LEVEL else scope, digest, int(number or 1))


def _complaint(line: str) -> str:
    if line.startswith(_MARKERS):
        return (
            "a merge conflict is left here: delete its marker lines, keep the entries of both "
            "sides, and have --update-baseline take out what is mended"
        )
    return (
        "no entry of a baseline (file, check, enclosing name, hash of the line): "
        "delete the line, and have --grow-baseline write it anew"
    )
