"""Failures of which nobody can know afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, failures
from backend_gates.checkers._swallowed import phrases
from backend_gates.checkers._swallowed.defaults import gives, says_nothing
from backend_gates.checkers._swallowed.defences import may_fail
from backend_gates.checkers._swallowed.looked_at import is_looked_at
from backend_gates.checkers._swallowed.loops import is_followed, is_tried_again
from backend_gates.checkers._swallowed.stakes import BESIDE, DEEPEST, is_grave, stakes
from backend_gates.checkers._swallowed.steps import did_more_before
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._swallowed.attempts import Attempt
    from backend_gates.checkers._swallowed.stakes import Stake
    from backend_gates.checkers._swallowed.telling import Told
    from backend_gates.project.project import Project

_FARTHEST_ANSWER = 1  # functions between what is made up and what it stands for
_DEEPEST_LOOP = 2  # frames: the function and the loop itself


def lost(project: Project, attempt: Attempt, outcome: Told) -> str:
    """The message for an attempt whose failure is lost; empty for any other."""
    if not attempt.is_broad or attempt.is_explained:
        return ""
    if outcome.tells or outcome.loud:
        return ""
    if (
        is_looked_at(attempt)
        or is_tried_again(project, attempt)
        or is_followed(project, attempt)
        or may_fail(project, attempt)
    ):
        return ""
    if any(map(says_nothing, outcome.stand_ins)):
        return ""
    if outcome.stand_ins and (outcome.quiet or not _is_answer(attempt, outcome)):
        return ""
    if not outcome.stand_ins and not _stands_alone(project, attempt):
        return ""
    nearest = DEEPEST - _FARTHEST_ANSWER if outcome.stand_ins else 0
    found = stakes(project, attempt.body, attempt.scope, nearest)
    first = next((each for each in found if _matters(each, attempt, outcome)), None)
    return "" if first is None else phrases.lost(attempt, outcome, first.call)


def _stands_alone(project: Project, attempt: Attempt) -> bool:
    """Whether an attempt is all that there is to do for the function, or for a turn of its loop.

    A step beside others that may fail without a word was mostly left to fail on purpose. So was
    one in a function that is called for its result, where nothing stands in for that, and one in
    a helper, whose callers stand in the same file.
    """
    function = attempt.scope.node
    if not isinstance(function, facts.Function):
        return False
    if function.name.startswith("_") or _asks(function.name):
        return False
    if any(map(gives, walking.own(function.body, facts.Return))):
        return False
    loops = [isinstance(each.statement, facts.For | facts.While) for each in attempt.site.frames]
    if any(loops) and len(loops) > _DEEPEST_LOOP:
        return False
    later = (each for frame in attempt.site.frames for each in frame.later)
    is_last = all(isinstance(each, facts.Return) or _is_pause(each) for each in later)
    return is_last and not did_more_before(project, attempt)


def _asks(name: str) -> bool:
    """Whether a function is named for asking."""
    return not failures.load().asking_words.isdisjoint(conduct.words(name)[:1])


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
    match first.later:
        case (facts.Return(value=facts.Name()),):
            return not inner
        case _:
            return False


def _matters(stake: Stake, attempt: Attempt, outcome: Told) -> bool:
    """Whether its failure goes unseen: it is missed, or what stands in for it looks true.

    A number out of one's own database is mostly there to be shown, not to be relied on, and who
    asks a question has chosen the answer that does no harm.
    """
    if stake.does in BESIDE:
        return False
    if any(isinstance(each, facts.Literal) for each in outcome.stand_ins):
        name = attempt.scope.name.rpartition(".")[2]
        return stake.does == "calls another service" and not _asks(name)
    return bool(stake.does) if outcome.stand_ins else _is_missed(stake, outcome)


def _is_missed(stake: Stake, outcome: Told) -> bool:
    """Whether somebody misses it when it has failed, and nothing stands in for it."""
    if outcome.quiet and not stake.does:
        return False
    return not _asks(last_name(stake.call.function)) and is_grave(stake)
