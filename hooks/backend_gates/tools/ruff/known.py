"""Which of ruff's findings the project's baseline knows."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from backend_gates import settings
from backend_gates.baseline.gate import settle
from backend_gates.baseline.wishes import NAMES, Wish, wish
from backend_gates.console import tell
from backend_gates.model import Failure, Finding, Report, Span
from backend_gates.tools.ruff.arguments import Request
from backend_gates.tools.ruff.output import Keep

# A file with one of these wasn't checked, or not by every rule: it can't be known.
_UNCHECKED = frozenset({"invalid-syntax", "io-error", "E902", ""})


class Told(NamedTuple):
    """A finding as ruff's JSON has it, as far as a baseline needs it."""

    finding: Finding
    is_wanted: bool


class Answer(NamedTuple):
    """For each finding that ruff tells, in its order: the code, and whether it is to be shown."""

    shown: tuple[tuple[str, bool], ...]
    fails: bool

    def keep(self) -> Keep:
        """Give the answers one after the other, as ruff tells the findings again."""
        rest = iter(self.shown)

        def is_shown(code: str) -> bool:
            expected, shown = next(rest, ("", False))
            if code != expected:
                raise LookupError(code)
            return shown

        return is_shown


def baseline_of(request: Request) -> Wish | None:
    """What the command line and the settings ask of the baseline; raises schema.SettingsError."""
    cwd = Path.cwd()
    file, update, grow, strict = NAMES
    named = request.values(file)
    flags = request.has(update), request.has(grow), request.has(strict)
    return wish(named[-1] if named else None, flags, settings.load(None, cwd), cwd)


def answered(
    hook_id: str, asked: Wish, documents: Iterable[str], request: Request, keep: Keep
) -> Answer:
    """Compare what ruff wrote as JSON with the baseline; of it only what `keep` wants counts.

    Raises schema.SettingsError, and ValueError for JSON of another shape.
    """
    told = [each for text in documents for each in _told(text, keep)]
    wanted = [each.finding for each in told if each.is_wanted]
    unchecked = [each for each in wanted if each.rule in _UNCHECKED]
    failures = tuple(Failure(each.path, each.span, each.message) for each in unchecked)
    checked = tuple(each for each in wanted if each.rule not in _UNCHECKED)
    settled = settle(asked, hook_id, Report(checked, failures), request.paths)
    tell(hook_id, settled.notes)
    new = {id(each) for each in (*settled.report.findings, *unchecked)}
    shown = tuple((each.finding.rule, id(each.finding) in new) for each in told)
    return Answer(shown, settled.fails)


def _told(text: str, keep: Keep) -> Iterator[Told]:
    paths: dict[str, str] = {}
    try:
        for each in json.loads(text):
            name, start, end = each["filename"], each["location"], each["end_location"]
            if name not in paths:
                paths[name] = os.path.relpath(name).replace(os.sep, "/")
            span = Span(start["row"], start["column"], end["row"], end["column"])
            code = each["code"] or ""
            yield Told(Finding(paths[name], span, code, each["message"]), keep(code))
    except (LookupError, TypeError) as error:
        raise ValueError(error) from error
