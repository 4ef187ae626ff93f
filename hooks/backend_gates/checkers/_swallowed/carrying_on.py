"""Requests and transactions that go on as if nothing had failed: a log alone isn't enough there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, data_access, failures
from backend_gates.checkers._swallowed import phrases
from backend_gates.checkers._swallowed.defaults import gives, looks_like_an_answer
from backend_gates.checkers._swallowed.defences import is_handler, may_fail
from backend_gates.checkers._swallowed.logs import loudness
from backend_gates.checkers._swallowed.looked_at import is_looked_at
from backend_gates.checkers._swallowed.loops import is_followed, is_in_loop
from backend_gates.checkers._swallowed.risks import names, risk
from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import Member
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._swallowed.attempts import Attempt
    from backend_gates.checkers._swallowed.telling import Told
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


def carried_on(project: Project, attempt: Attempt, outcome: Told) -> str:
    """The message for a handler that logs and goes on where somebody waits for the outcome."""
    if not attempt.is_broad or attempt.handler is None:
        return ""
    if outcome.tells or not outcome.loud or is_in_loop(attempt) or is_looked_at(attempt):
        return ""
    if is_followed(project, attempt) or may_fail(project, attempt):
        return ""
    call = risk(project, attempt.body, attempt.scope)
    if _is_transaction(project, attempt, outcome):
        return phrases.transaction(attempt, call)
    if call is not None and _answers_a_request(project, attempt, outcome):
        return phrases.request(attempt, call)
    return ""


def _is_transaction(project: Project, attempt: Attempt, outcome: Told) -> bool:
    """Whether what others asked for is taken back, and they get what they get on success."""
    function = attempt.scope.node
    is_registered = isinstance(function, facts.Function) and bool(function.decorators)
    if is_registered and not is_handler(project, attempt.scope):
        return False
    calls = walking.own(attempt.body, facts.Call)
    first, *_ = conduct.words(attempt.scope.name.rpartition(".")[2]) or [""]
    if first in failures.load().asking_words:
        return False
    if any(each.value is not None for each in outcome.given) or _differs(attempt):
        return False
    return any(last_name(call.function) == "commit" for call in calls) and any(
        _is_of_database(project, call, attempt) and not _is_opened_here(attempt, call)
        for call in outcome.rollbacks
    )


def _differs(attempt: Attempt) -> bool:
    """Whether a success gives something that a failure doesn't."""
    returned = walking.own(attempt.body, facts.Return)
    return any(map(gives, returned)) or _says_how_it_went(attempt)


def _says_how_it_went(attempt: Attempt) -> bool:
    """Whether what is returned behind it is given a value in it, or was there before."""
    return not _assigned(attempt).isdisjoint(_returned_behind(attempt))


def _assigned(attempt: Attempt) -> set[str]:
    return {
        target.id
        for each in walking.own((*attempt.body, *attempt.handling), facts.Assign)
        for target in each.targets
        if isinstance(target, facts.Name)
    }


def _returned_behind(attempt: Attempt) -> set[str]:
    later = tuple(each for frame in attempt.site.frames for each in frame.later)
    return {
        node.id
        for each in walking.own(later, facts.Return)
        for node in walking.walk(each)
        if isinstance(node, facts.Name)
    }


def _is_opened_here(attempt: Attempt, call: facts.Call) -> bool:
    """Whether a session is the function's own, so that nobody goes on with it."""
    function = attempt.scope.node
    body = function.body if isinstance(function, facts.Function) else ()
    bound = (
        *(target for each in walking.own(body, facts.Assign) for target in each.targets),
        *(item.target for each in walking.own(body, facts.With) for item in each.items),
    )
    first = (names(call.function) or [""])[0]
    return any(isinstance(each, facts.Name) and each.id == first for each in bound)


def _is_of_database(project: Project, call: facts.Call, attempt: Attempt) -> bool:
    value = project.value(call.function, attempt.scope)
    if isinstance(value, Member):
        return data_access.load().of_method(value.of, value.name) is not None
    *receiver, _ = names(call.function) or [""]
    words = {word for name in receiver[-1:] for word in conduct.words(name)}
    return value is None and not failures.load().transaction_words.isdisjoint(words)


def _answers_a_request(project: Project, attempt: Attempt, outcome: Told) -> bool:
    """Whether a client gets an empty answer, or what it gets on success, for all that was done."""
    function = attempt.scope.node
    if not isinstance(function, facts.Function) or not is_handler(project, attempt.scope):
        return False
    if outcome.given:
        returned = all(isinstance(each, facts.Return) for each in outcome.given)
        return returned and all(map(looks_like_an_answer, outcome.stand_ins))
    if _says_how_it_went(attempt) or not _is_all_there_is(project, attempt):
        return False
    if any(map(gives, walking.own(attempt.site.frames[0].later, facts.Return))):
        return not _differs(attempt)
    return _framework(project, attempt.scope) in failures.load().answering_none


def _framework(project: Project, scope: Scope) -> str:
    where = standing(scope)
    handlers = project.handlers(scope.outermost)
    return next((each.framework for each in handlers if standing(each.scope) == where), "")


def _is_all_there_is(project: Project, attempt: Attempt) -> bool:
    """Whether a handler does nothing else than to check what it is given, and then answers."""
    frame, *inner = attempt.site.frames
    before = frame.block[: frame.position]
    if inner or not all(isinstance(each, facts.Return) for each in frame.later):
        return False
    return risk(project, before, attempt.scope) is None and not any(
        isinstance(each, facts.With | facts.Try | facts.For | facts.While)
        or (isinstance(each, facts.Evaluate) and not _only_logs(project, each, attempt))
        for each in walking.walk_statements(before)
    )


def _only_logs(project: Project, node: facts.Evaluate, attempt: Attempt) -> bool:
    calls = walking.own((node,), facts.Call)
    return any(loudness(project, each, attempt.scope) for each in calls) or not calls
