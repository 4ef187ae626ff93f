"""Requests and transactions that go on as if nothing had failed: a log alone isn't enough there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, data_access, failures
from backend_gates.checkers._swallowed import phrases
from backend_gates.checkers._swallowed.defaults import says_nothing
from backend_gates.checkers._swallowed.defences import may_fail
from backend_gates.checkers._swallowed.looked_at import is_looked_at
from backend_gates.checkers._swallowed.loops import is_followed, is_in_loop
from backend_gates.checkers._swallowed.stakes import BESIDE, names, stakes
from backend_gates.checkers._swallowed.steps import did_more_before
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
    from backend_gates.project.resolution.scopes import Scope


def carried_on(project: Project, attempt: Attempt, outcome: Told) -> str:
    """The message for a handler that logs and goes on where somebody waits for the outcome."""
    if not attempt.is_broad or attempt.handler is None or attempt.is_explained:
        return ""
    if outcome.tells or not outcome.loud or is_in_loop(attempt) or is_looked_at(attempt):
        return ""
    if is_followed(project, attempt):
        return ""
    found = stakes(project, attempt.body, attempt.scope)
    message = ""
    if _is_transaction(project, attempt, outcome):
        first = next(found, None)
        message = phrases.transaction(attempt, first.call if first else None)
    elif _answers_a_request(project, attempt, outcome):
        first = next((each for each in found if _is_wanted(each)), None)
        if first is not None and not did_more_before(project, attempt):
            message = phrases.request(attempt, first.call)
    return "" if message and may_fail(project, attempt) else message


def _is_transaction(project: Project, attempt: Attempt, outcome: Told) -> bool:
    """Whether what is taken back is a transaction that others asked for.

    A helper of the same module that takes it back is mostly one for what stands beside the work,
    and nobody waits for what a decorator has registered.
    """
    function = attempt.scope.node
    if not isinstance(function, facts.Function):
        return False
    if function.decorators and not is_handler(project, attempt):
        return False
    name = attempt.scope.name.rpartition(".")[2]
    if name.startswith("_") or _is_receiver(attempt.scope):
        return False
    if _returns_nothing(attempt, outcome) or _starts_with_nothing(attempt):
        return False
    if any(isinstance(each.statement, facts.If) for each in attempt.site.frames):
        return False
    calls = walking.own(attempt.body, facts.Call)
    return any(last_name(call.function) == "commit" for call in calls) and any(
        _is_of_database(project, call, attempt) and not _is_opened_here(attempt, call)
        for call in outcome.rollbacks
    )


def _is_receiver(scope: Scope) -> bool:
    """Whether it is named for what others send, who would only send it again."""
    file = scope.path.rpartition("/")[2].removesuffix(".py")
    named = (*conduct.words(file), *conduct.words(scope.name.rpartition(".")[2]))
    return not failures.load().receivers.isdisjoint(named)


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


def _starts_with_nothing(attempt: Attempt) -> bool:
    """Whether what it returns is `None` or `False` unless the attempt succeeds."""
    return any(isinstance(each, facts.Literal) and says_nothing(each) for each in _had(attempt))


def _says_how_it_went(attempt: Attempt, outcome: Told) -> bool:
    """Whether an answer holds a text for it, or was there before the attempt."""
    given = [each.value for each in outcome.given if isinstance(each, facts.Assign)]
    texts = [each for each in given if isinstance(each, facts.Literal) and each.kind == "str"]
    return bool(texts) or any(isinstance(each, facts.Call | facts.Await) for each in _had(attempt))


def _had(attempt: Attempt) -> list[facts.Expression]:
    """What the names in what it returns stood for before the attempt."""
    frame = attempt.site.frames[0]
    returned = {
        each.id
        for answer in walking.own(frame.later, facts.Return)
        for each in walking.walk_own((answer,))
        if isinstance(each, facts.Name)
    }
    return [
        each.value
        for each in walking.own(frame.block[: frame.position], facts.Assign)
        for target in each.targets
        if each.value is not None and isinstance(target, facts.Name) and target.id in returned
    ]


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


def _answers_a_request(project: Project, attempt: Attempt, outcome: Told) -> bool:
    """Whether a client gets an answer: many frameworks fail where a handler returns nothing."""
    function = attempt.scope.node
    if not _answers(attempt, outcome) or not isinstance(function, facts.Function):
        return False
    if _says_how_it_went(attempt, outcome) or _starts_with_nothing(attempt):
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
    return not _is_receiver(attempt.scope) and any(where == each for each in handlers)


def _is_wanted(stake: Stake) -> bool:
    """Whether the request is about it: a mail that isn't sent doesn't undo what it did."""
    words = conduct.words(last_name(stake.node.function))
    return stake.does not in BESIDE and conduct.load().announces.isdisjoint(words)
