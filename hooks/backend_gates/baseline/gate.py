"""The narrow door: a report goes in, the report without what the baseline knows comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backend_gates.baseline.wishes import Wish
    from backend_gates.model import Finding, Report


class Settled(NamedTuple):
    """What is left of a report, what to tell the user, one line each, and whether that fails."""

    report: Report
    notes: tuple[str, ...] = ()
    fails: bool = False


def settle(
    wish: Wish | None,
    hook_id: str,
    found: Report,
    looked_at: Sequence[str] = (),
    rule: Callable[[Finding], str] | None = None,
) -> Settled:
    """Take out of a hook's report what its baseline knows, and do to the file what is wished.

    Paths, of the report and of the files and folders that were `looked_at`, start at the working
    directory, which is what was looked at when there are none. Only entries of these files, and of
    files that git has seen vanish, can be mended; none while a file could not be checked. `rule`
    names the rule that a finding is about, where `Finding.rule` doesn't. Raises SettingsError.
    """
    if wish is None:
        return Settled(found)
    from backend_gates.baseline import judging  # noqa: PLC0415  most projects have no baseline

    rules = tuple(rule(each) if rule else each.rule for each in found.findings)
    return judging.settled(wish, hook_id, found, rules, looked_at)
