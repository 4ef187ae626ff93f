"""Failures of which nobody can know afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, failures
from backend_gates.checkers._swallowed import phrases
from backend_gates.checkers._swallowed.defaults import says_nothing
from backend_gates.checkers._swallowed.defences import may_fail
from backend_gates.checkers._swallowed.looked_at import is_looked_at
from backend_gates.checkers._swallowed.loops import is_followed, is_tried_again
from backend_gates.checkers._swallowed.stakes import stakes
from backend_gates.checkers._swallowed.telling import told
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._swallowed.attempts import Attempt
    from backend_gates.checkers._swallowed.stakes import Stake
    from backend_gates.checkers._swallowed.telling import Told
    from backend_gates.project.project import Project

_DEEPEST_LOOP = 2  # frames: the function and the loop itself


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
    if any(map(says_nothing, outcome.stand_ins)):
        return ""
    if outcome.stand_ins and (outcome.quiet or not _is_answer(attempt, outcome)):
        return ""
    if not outcome.stand_ins and not _stands_alone(attempt):
        return ""
    found = stakes(project, attempt.body, attempt.scope)
    first = next((each for each in found if _matters(each, outcome)), None)
    return "" if first is None else phrases.lost(attempt, outcome, first.call)


def _stands_alone(attempt: Attempt) -> bool:
    """Whether an attempt is all that is left to do for the function, or for each turn of its loop.

    A step beside others that may fail without a word was mostly left to fail on purpose.
    """
    function = attempt.scope.node
    if not isinstance(function, facts.Function):
        return False
    loops = [isinstance(each.statement, facts.For | facts.While) for each in attempt.site.frames]
    if any(loops) and len(loops) > _DEEPEST_LOOP:
        return False
    later = (each for frame in attempt.site.frames for each in frame.later)
    return all(isinstance(each, facts.Return) or _is_pause(each) for each in later)


def _is_pause(statement: facts.Statement) -> bool:
    """Whether all that a statement does is to sleep until the next turn."""
    if not isinstance(statement, facts.Evaluate):
        return False
    value = statement.value
    call = value.value if isinstance(value, facts.Await) else value
    return isinstance(call, facts.Call) and last_name(call.function) == "sleep"


def _is_answer(attempt: Attempt, outcome: Told) -> bool:
    """Whether what is made up is what the function returns."""
    if all(isinstance(each, facts.Return) for each in outcome.given):
        return True
    first, *inner = attempt.site.frames
    return not inner and all(
        isinstance(each, facts.Return) and isinstance(each.value, facts.Name)
        for each in first.later
    )


def _matters(stake: Stake, outcome: Told) -> bool:
    """Whether its failure goes unseen: it is missed, or what stands in for it looks true."""
    if stake.does in {"uses the cache", "runs another program"}:
        return False
    return bool(stake.does) if outcome.stand_ins else _is_missed(stake, outcome)


def _is_missed(stake: Stake, outcome: Told) -> bool:
    """Whether somebody misses it when it has failed, and nothing stands in for it."""
    if stake.does == "reads or writes files" or (outcome.quiet and not stake.does):
        return False
    known = failures.load()
    if not known.asking_words.isdisjoint(conduct.words(last_name(stake.call.function))[:1]):
        return False
    heard = conduct.words(last_name(stake.node.function))
    return not (known.grave_words if stake.does else known.telling_words).isdisjoint(heard)
