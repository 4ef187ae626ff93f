"""Carries out a plan: what all of its checks find, mend or would change."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.baseline.gate import settle
from backend_gates.model import Report
from backend_gates.planning import relative
from backend_gates.results import replay
from backend_gates.run import report
from backend_gates.suppression import INVALID, UNUSED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from backend_gates.baseline.wishes import Wish
    from backend_gates.model import Failure, Finding
    from backend_gates.planning import Plan
    from backend_gates.results.recording import Recording

OWN = "own-checks"


class Memory(NamedTuple):
    """Where the findings of our own checks are kept, for runs that also ask other programs.

    They stand under `words`, and depend on the files that are `named`.
    """

    recording: Recording
    words: list[str]
    named: list[str]


class Answer(NamedTuple):
    """What a plan gave: a report, or with `changes` a diff, and what else is to be told.

    `fails` when something else than a finding is wrong.
    """

    report: Report
    notes: tuple[str, ...] = ()
    fails: bool = False
    changes: str | None = None


def found(planned: Plan, wish: Wish | None, memory: Memory | None = None) -> Answer:
    """What all find, in one order; the other programs run while our own checks do."""
    if not planned.tools:
        return _settled(planned, wish, _own(planned))
    from backend_gates import bundled  # noqa: PLC0415  most plans are of one check

    with bundled.looking(planned.tools, wish) as started:
        own = _own(planned) if memory is None else _remembered(planned, memory)
        answer = _settled(planned, wish, own)
        others = list(bundled.answers(started))
    together = _together([answer.report, *(other.report for other in others)])
    fails = answer.fails or any(other.fails for other in others)
    return answer._replace(report=together, fails=fails)


def changes(planned: Plan, *, unsafe: bool) -> Answer:
    """What could not be looked at, and what fixes would change, as a unified diff."""
    from backend_gates import fixing  # noqa: PLC0415  few runs fix

    own = report(planned.run)
    text = fixing.diff(planned.run, own, unsafe=unsafe)
    if planned.tools:
        from backend_gates import bundled  # noqa: PLC0415  most plans are of one check

        text += bundled.diff(planned.tools, unsafe=unsafe)
    return Answer(_seen_from(planned, Report((), own.failures)), changes=text)


def mended(planned: Plan, wish: Wish | None, *, unsafe: bool) -> tuple[Answer, int]:
    """What is left after fixing, and how many findings are gone."""
    from backend_gates import fixing  # noqa: PLC0415  few runs fix

    left, count = fixing.fix_files(planned.run, unsafe=unsafe)
    left = _seen_from(planned, left)
    if not planned.tools:
        return _settled(planned, wish, left), count
    from backend_gates import bundled  # noqa: PLC0415  most plans are of one check

    count += bundled.mend(planned.tools, unsafe=unsafe)
    answer = found(planned, wish)
    whole = _together([answer.report, Report((), left.failures)])
    return answer._replace(report=whole), count


def _own(planned: Plan) -> Report:
    return _seen_from(planned, report(planned.run))


def _remembered(planned: Plan, memory: Memory) -> Report:
    """What our own checks find, or found before when nothing has changed since."""
    from msgspec.msgpack import decode, encode  # noqa: PLC0415  most plans are of one check

    with suppress(OSError):
        known = replay.answer(memory.words)
        if known is not None:
            return decode(known[1], type=Report)
    own = _own(planned)
    if not own.failures:
        with suppress(UnicodeEncodeError):  # a path that is no text
            packed = encode(own)
            memory.recording.save(memory.words, planned.run.root, memory.named, packed, 0)
    return own


def _settled(planned: Plan, wish: Wish | None, own: Report) -> Answer:
    """What is left of our own checks' report behind the baseline, which each has for itself."""
    if wish is None:
        return Answer(own)
    ids = [task.checker.id for task in planned.run.tasks]
    settled = {each: settle(wish, each, _part(own, each), planned.named) for each in ids}
    left = dict.fromkeys(finding for each in settled.values() for finding in each.report.findings)
    return Answer(
        _together([own._replace(findings=tuple(left))]),
        tuple(f"{each}: {note}" for each, part in settled.items() for note in part.notes),
        any(part.fails for part in settled.values()),
    )


def _part(own: Report, check_id: str) -> Report:
    """What a check would say by itself."""
    findings = (
        finding
        for finding in own.findings
        if finding.rule in {check_id, INVALID}
        or (finding.rule == UNUSED and finding.subject == check_id)
    )
    return own._replace(findings=tuple(findings))


def _together(reports: Sequence[Report]) -> Report:
    """One report of several, in the order of a single one."""
    findings = (finding for each in reports for finding in each.findings)
    failures = dict.fromkeys(failure for each in reports for failure in each.failures)
    return Report(tuple(sorted(findings, key=_without_fix)), tuple(failures))


def _without_fix(finding: Finding) -> Finding:
    """What can be compared."""
    return finding._replace(fix=None)


def _seen_from(planned: Plan, found: Report) -> Report:
    """The report with its paths relative to the working directory."""
    cwd, root = planned.cwd, planned.run.root
    if cwd == root:
        return found
    return Report(
        tuple(_moved(finding, cwd, root) for finding in found.findings),
        tuple(_renamed(failure, cwd, root) for failure in found.failures),
    )


def _moved(finding: Finding, cwd: Path, root: Path) -> Finding:
    path, message = relative(root / finding.path, cwd), finding.message
    related = []
    for place in finding.related:
        moved = place._replace(path=relative(root / place.path, cwd))
        message = message.replace(f"({place.path}:", f"({moved.path}:")
        related.append(moved)
    return finding._replace(path=path, message=message, related=tuple(related))


def _renamed(failure: Failure, cwd: Path, root: Path) -> Failure:
    return failure._replace(path=relative(root / failure.path, cwd))
