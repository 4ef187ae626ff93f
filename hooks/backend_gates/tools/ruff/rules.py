"""The rules of our gates, and those that suppression comments name."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from backend_gates.tools.ruff.process import CLEAN, captured

# Of E all that is stable but E501: line length is the formatter's and the project's own business.
CHECK = ("E101", "E4", "E7", "E9", "W", "F", "I", "B", "C4", "UP", "ASYNC")
SECURITY = ("S",)
LOGGING = ("LOG", "G", "T20")
ALL_GATES = (*CHECK, *SECURITY, *LOGGING)

_SUPPRESSION = re.compile(rb"#.*?\b(?:noqa|ruff)\b(.*)", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][\w-]*")


class Named(NamedTuple):
    """Codes of rules that suppressions name: those that always exist, those of ruff's preview."""

    stable: frozenset[str] = frozenset()
    preview: frozenset[str] = frozenset()


def rules_named_in(paths: Iterable[str]) -> Named:
    """Return the rules that the suppression comments of the files name, by code or by name.

    A rule too many does no harm. Rules that ruff has removed are not among them.
    """
    words = _words(paths)
    if not words:
        return Named()
    done = captured(("rule", "--all", "--output-format=json"))
    rules = json.loads(done.stdout) if done.returncode == CLEAN else []
    meant = [
        each
        for each in rules
        if "Removed" not in each["status"] and not words.isdisjoint((each["code"], each["name"]))
    ]
    return Named(
        stable=frozenset(each["code"] for each in meant if not each["preview"]),
        preview=frozenset(each["code"] for each in meant if each["preview"]),
    )


def _words(paths: Iterable[str]) -> frozenset[str]:
    found: set[bytes] = set()
    for path in paths:
        try:
            found.update(_SUPPRESSION.findall(Path(path).read_bytes()))
        except OSError:
            continue  # ruff tells it
    texts = (each.decode("utf-8", "replace") for each in found)
    return frozenset(word for text in texts for word in _WORD.findall(text))
