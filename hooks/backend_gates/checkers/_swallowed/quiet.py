"""Failures of which nobody can know afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, failures
from backend_gates.checkers._swallowed import phrases
from backend_gates.checkers._swallowed.defences import may_fail
from backend_gates.checkers._swallowed.looked_at import is_looked_at
from backend_gates.checkers._swallowed.loops import is_followed, is_in_loop, is_tried_again
from backend_gates.checkers._swallowed.stakes import stakes
from backend_gates.checkers._swallowed.telling import told
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._swallowed.attempts import Attempt
    from backend_gates.checkers._swallowed.stakes import Stake
    from backend_gates.checkers._swallowed.telling import Told
    from backend_gates.project.project import Project


def lost(project: Project, attempt: Attempt) -> str:
    """The message for an attempt whose failure is lost; empty for any other."""
    if not attempt.is_broad or attempt.is_explained:
        return ""
    outcome = told(project, attempt.scope, attempt.handling, attempt.name)
    if outcome.tells or outcome.loud:
        return ""
    if (
        is_looked_at(attempt, outcome)
        or is_tried_again(project, attempt)
        or is_followed(project, attempt)
        or may_fail(project, attempt)
    ):
        return ""
    if outcome.quiet and not _stands_alone(attempt, outcome):
        return ""
    found = stakes(project, attempt.body, attempt.scope)
    is_step = _is_step(attempt, outcome)
    first = next((each for each in found if _matters(each, outcome, is_step=is_step)), None)
    return "" if first is None else phrases.lost(attempt, outcome, first.call)


def _stands_alone(attempt: Attempt, outcome: Told) -> bool:
    """Whether an attempt with a quiet log is all that the function, or each turn of a loop, is for.

    A step beside others that tells of its failure in a quiet log was left to fail on purpose.
    """
    if _gives_default(outcome):
        return True
    frames = attempt.site.frames
    function = attempt.scope.node
    is_outermost = isinstance(function, facts.Function) and len(frames) == 1
    if is_outermost and not frames[0].later:
        return True
    return isinstance(frames[-1].statement, facts.While)


def _gives_default(outcome: Told) -> bool:
    """Whether a handler answers with something in place of the result."""
    return any(isinstance(each, facts.Return) and each.value is not None for each in outcome.given)


def _is_step(attempt: Attempt, outcome: Told) -> bool:
    """Whether the function, which does more, goes on without it and without saying so."""
    if outcome.given or is_in_loop(attempt) or walking.own(attempt.body, facts.Return):
        return False
    first, *inner = attempt.site.frames
    return bool(inner) or bool(first.later) or any(map(_works, first.block[: first.position]))


def _works(statement: facts.Statement) -> bool:
    """Whether a statement does more than to prepare what follows."""
    if isinstance(statement, facts.Evaluate):
        return not isinstance(statement.value, facts.Literal)
    return not isinstance(statement, facts.Assign | facts.Import | facts.ImportFrom | facts.If)


def _matters(stake: Stake, outcome: Told, *, is_step: bool) -> bool:
    """Whether somebody misses it when it has failed."""
    if stake.does in {"uses the cache", "runs another program"}:
        return False
    if stake.does == "reads or writes files":
        return any(not _is_none(each.value) for each in outcome.given)
    if (stake.does or stake.is_awaited) and not is_step:
        return True
    name = last_name(stake.node.function)
    return not failures.load().grave_words.isdisjoint(conduct.words(name))


def _is_none(value: facts.Expression | None) -> bool:
    return value is None or (isinstance(value, facts.Literal) and value.kind == "NoneType")
