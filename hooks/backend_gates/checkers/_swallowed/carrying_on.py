"""Requests and transactions that go on as if nothing had failed: a log alone isn't enough there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, data_access, failures
from backend_gates.checkers._swallowed import phrases
from backend_gates.checkers._swallowed.defaults import says_nothing
from backend_gates.checkers._swallowed.defences import may_fail
from backend_gates.checkers._swallowed.logs import loudness
from backend_gates.checkers._swallowed.looked_at import is_looked_at
from backend_gates.checkers._swallowed.loops import is_followed, is_in_loop
from backend_gates.checkers._swallowed.stakes import names, stakes
from backend_gates.checkers._swallowed.telling import told
from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import Member
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._swallowed.attempts import Attempt
    from backend_gates.checkers._swallowed.stakes import Stake
    from backend_gates.checkers._swallowed.telling import Told
    from backend_gates.project.project import Project


def carried_on(project: Project, attempt: Attempt) -> str:
    """The message for a handler that logs and goes on where somebody waits for the outcome."""
    if not attempt.is_broad or attempt.handler is None or is_in_loop(attempt):
        return ""
    outcome = told(project, attempt.scope, attempt.handling, attempt.name)
    if outcome.tells or not outcome.loud or is_looked_at(attempt, outcome):
        return ""
    if is_followed(project, attempt):
        return ""
    found = list(stakes(project, attempt.body, attempt.scope))
    message = ""
    if _is_transaction(project, attempt, outcome):
        message = phrases.transaction(attempt, outcome, found[0].call if found else None)
    elif not attempt.is_explained and _answers_a_request(project, attempt, outcome):
        first = next((each for each in found if not _announces(each)), None)
        if _did_more_before(project, attempt):
            first = None
        message = "" if first is None else phrases.request(attempt, first.call)
    return "" if message and may_fail(project, attempt) else message


def _is_transaction(project: Project, attempt: Attempt, outcome: Told) -> bool:
    """Whether what is taken back, or isn't finished, is a transaction of a database."""
    if not isinstance(attempt.scope.node, facts.Function):
        return False
    if _returns_nothing(attempt, outcome) or (attempt.is_explained and not outcome.rollbacks):
        return False
    commits = [
        each
        for each in walking.own(attempt.body, facts.Call)
        if last_name(each.function) == "commit"
    ]
    if any(isinstance(each.statement, facts.If) for each in attempt.site.frames):
        return False
    if not commits and not walking.own(attempt.scope.node.body, facts.Return):
        return False
    if any(_is_of_database(project, call, attempt) for call in outcome.rollbacks):
        return True
    return _answers(attempt, outcome) and any(
        _is_of_database(project, call, attempt) and not _is_opened_within(attempt, call)
        for call in commits
    )


def _returns_nothing(attempt: Attempt, outcome: Told) -> bool:
    """Whether a caller who gets something on success can tell the failure by getting nothing."""
    function = attempt.scope.node
    if not isinstance(function, facts.Function):
        return False
    elsewhere = [
        each
        for each in walking.own(function.body, facts.Return)
        if each.value is not None and each not in outcome.given
    ]
    return bool(elsewhere) and any(map(says_nothing, outcome.stand_ins))


def _is_opened_within(attempt: Attempt, call: facts.Call) -> bool:
    """Whether a session is the attempt's own, so that nobody goes on with it."""
    first = (names(call.function) or [""])[0]
    bound = [
        *(target for each in walking.own(attempt.body, facts.Assign) for target in each.targets),
        *(
            item.target
            for each in walking.own(attempt.body, facts.With)
            for item in each.items
            if item.target is not None
        ),
    ]
    return any(isinstance(each, facts.Name) and each.id == first for each in bound)


def _is_of_database(project: Project, call: facts.Call, attempt: Attempt) -> bool:
    value = project.value(call.function, attempt.scope)
    if isinstance(value, Member):
        return data_access.load().of_method(value.of, value.name) is not None
    *receiver, _ = names(call.function) or [""]
    words = {word for name in receiver[-1:] for word in conduct.words(name)}
    return value is None and not failures.load().transaction_words.isdisjoint(words)


def _answers(attempt: Attempt, outcome: Told) -> bool:
    """Whether the function ends with nothing, a default or what it says of a success."""
    returned = [each.value for each in outcome.given if isinstance(each, facts.Return)]
    if returned:
        return not any(isinstance(each, facts.Dictionary) and each.keys for each in returned)
    function = attempt.scope.node
    frames = attempt.site.frames
    if not isinstance(function, facts.Function) or len(frames) != 1:
        return False
    is_answered_within = bool(walking.own(attempt.body, facts.Return))
    return is_answered_within or all(isinstance(each, facts.Return) for each in frames[0].later)


def _did_more_before(project: Project, attempt: Attempt) -> bool:
    """Whether what was asked for was done before, so that the attempt only adds to it."""
    if walking.own(attempt.body, facts.Return) or walking.own(attempt.handling, facts.Return):
        return False
    frame = attempt.site.frames[0]
    return any(
        isinstance(each, facts.With | facts.Try | facts.For | facts.While)
        or (isinstance(each, facts.Evaluate) and _does_something(project, each, attempt))
        for each in walking.walk_statements(frame.block[: frame.position])
    )


def _does_something(project: Project, node: facts.Evaluate, attempt: Attempt) -> bool:
    calls = walking.own((node,), facts.Call)
    return any(not loudness(project, call, attempt.scope) for call in calls)


def _answers_a_request(project: Project, attempt: Attempt, outcome: Told) -> bool:
    """Whether a client gets an answer: many frameworks fail where a handler returns nothing."""
    function = attempt.scope.node
    if not _answers(attempt, outcome) or not isinstance(function, facts.Function):
        return False
    where, known = standing(attempt.scope), failures.load().answering_none
    framework = next(
        (
            each.framework
            for each in project.handlers(attempt.scope.outermost)
            if standing(each.scope) == where
        ),
        "",
    )
    later = (*attempt.handling, *attempt.site.frames[0].later)
    returns_something = bool(walking.own(later, facts.Return))
    returns_nothing = not walking.own(function.body, facts.Return)
    is_answered = returns_something or returns_nothing or framework in known
    return is_answered and is_handler(project, attempt)


def is_handler(project: Project, attempt: Attempt) -> bool:
    """Whether the function around it answers HTTP requests."""
    where = standing(attempt.scope)
    handlers: Iterator[object] = (
        standing(each.scope)
        for each in project.handlers(attempt.scope.outermost)
        if each.kind == "http"
    )
    name = conduct.words(attempt.scope.name.rpartition(".")[2])
    return failures.load().receivers.isdisjoint(name) and any(where == each for each in handlers)


def _announces(stake: Stake) -> bool:
    """Whether it only tells others: a mail that isn't sent doesn't undo what the request did."""
    words = conduct.words(last_name(stake.node.function))
    return not conduct.load().announces.isdisjoint(words)
