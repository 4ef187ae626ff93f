"""Suppressions that hide everything, and those that hide nothing any more.

## Why

A blanket `# noqa` or `# type: ignore` also hides the next defect on its line. One whose rule
no longer reports anything misleads its readers, and waits for a defect to hide.

## Instead

Name the rules (`# noqa: S603`, `# type: ignore[arg-type]`), and delete a suppression
together with what made it necessary; `--fix` deletes the stale ones.

## How it is set up

Ruff's `PGH003`, `PGH004` and `RUF100`. `RUF100` by itself calls every suppression
stale whose rule isn't switched on in that very run. Here all that counts is switched on: what the
project selects, what the other ruff hooks of this repository check, and every rule that a
suppression in the files names. So a suppression is stale when its rule, asked, has nothing to say
about the line. The findings of those other rules are not reported here. Codes that ruff doesn't
know, those in the project's `lint.external`, and rules of ruff's preview in a project that doesn't
use it are nobody's to judge: they are left alone.

## Limits

Whether `# type: ignore[…]` is stale is mypy's to say (`mypy-strict` does).
"""

from collections.abc import Iterable, Sequence

from backend_gates.model import Hook
from backend_gates.tools.ruff.arguments import Request, request_of
from backend_gates.tools.ruff.configuration import Choice, choice_of, without
from backend_gates.tools.ruff.gate import (
    EXCLUDE_SETTINGS,
    OPTIONS,
    inline_list,
    listed,
    marker_calls,
    name_loopholes,
)
from backend_gates.tools.ruff.groups import groups_of, modules_of
from backend_gates.tools.ruff.process import CLEAN, COULD_NOT_RUN, FILE_TYPES, tell, usage
from backend_gates.tools.ruff.rules import ALL_GATES, Named, rules_named_in
from backend_gates.tools.ruff.runs import Run, carried_out

__all__ = ["HOOK", "OPTIONS", "main"]

HOOK = Hook(
    id="ruff-suppressions",
    description=(
        "Finds blanket noqa and type: ignore comments, and noqa comments that no longer suppress "
        "anything (ruff's PGH003, PGH004 and RUF100)."
    ),
    types_or=FILE_TYPES,
    require_serial=True,
)

_RULES = ("PGH003", "PGH004", "RUF100")
# ruff's preview writes a rule's name in place of its code. A file that can't be judged is told.
_REPORTED = frozenset(
    (
        *_RULES,
        *("blanket-type-ignore", "blanket-noqa", "unused-noqa"),
        *("E902", "io-error", "invalid-syntax"),
    )
)
_MAKES_SUPPRESSIONS = ("--add-noqa", "--add-ignore")


def main(arguments: Sequence[str]) -> int:
    """Check files, or the whole project when none are named; return ruff's exit code."""
    request = request_of(arguments)
    if request.has("-h", "--help"):
        usage(HOOK, OPTIONS)
        return CLEAN
    if request.has(*_MAKES_SUPPRESSIONS):
        tell(f"{HOOK.id}: adds no suppressions; use `ruff check --add-noqa` itself")
        return COULD_NOT_RUN
    groups = groups_of(request)
    name_loopholes(HOOK.id, groups, _RULES, EXCLUDE_SETTINGS)
    named = rules_named_in(modules_of(request))
    choices = ((choice_of(group.layers), group.paths) for group in groups)
    runs = [
        Run(_options(choice, named, request), paths, choice.output_format)
        for choice, paths in choices
    ]
    return carried_out(HOOK.id, runs, request, _REPORTED.__contains__)


def _options(choice: Choice, named: Named, request: Request) -> tuple[str, ...]:
    """Switch on all that a suppression may be about, as far as its rule can be judged."""
    mandatory = request.codes("--mandatory")
    ignored = without(choice.ignored, mandatory)
    ours = without((*_RULES, *ALL_GATES), ignored)
    judged = sorted(named.stable | (named.preview if choice.preview else frozenset()))
    asked = without(judged, _RULES)
    left_alone = () if choice.preview else sorted(named.preview)
    return (
        *_selected(choice, (*ours, *mandatory, *asked)),
        *listed("--ignore", without(ignored, asked)),
        marker_calls(choice),
        inline_list("lint.external", (*choice.external, *left_alone)),
        *listed("--fixable", _RULES),
    )


def _selected(choice: Choice, rules: Iterable[str]) -> tuple[str, ...]:
    """Select rules beside the project's, which are ruff's defaults when it has no `select`."""
    option = "--select" if choice.selects else "--extend-select"
    return listed(option, (*choice.selected, *rules))
