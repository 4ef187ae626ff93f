"""Failures of which nobody can know afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, failures
from backend_gates.checkers._swallowed import phrases
from backend_gates.checkers._swallowed.defaults import says_nothing
from backend_gates.checkers._swallowed.defences import may_fail
from backend_gates.checkers._swallowed.looked_at import is_looked_at
from backend_gates.checkers._swallowed.loops import is_another_way, is_followed, is_tried_again
from backend_gates.checkers._swallowed.risks import risk
from backend_gates.checkers._swallowed.telling import logs_itself
from backend_gates.checkers._swallowed.work import (
    assigned,
    counts_successes,
)
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._swallowed.attempts import Attempt
    from backend_gates.checkers._swallowed.telling import Told
    from backend_gates.project.project import Project


def lost(project: Project, attempt: Attempt, outcome: Told) -> str:
    """The message for an attempt whose failure is lost; empty for any other."""
    if not attempt.is_broad or outcome.tells or outcome.loud:
        return ""
    is_empty = any(map(says_nothing, outcome.stand_ins)) or _returns_nothing(attempt)
    if is_empty and not _may_find_nothing(attempt, outcome):
        return ""
    if _asks(attempt, outcome) or _keeps_what_was_there(attempt):
        return ""
    if (
        is_looked_at(attempt)
        or is_tried_again(project, attempt)
        or is_followed(project, attempt)
        or is_another_way(attempt)
        or may_fail(project, attempt)
    ):
        return ""
    first = risk(project, attempt.body, attempt.scope)
    if first is None or logs_itself(project, first, attempt.scope):
        return ""
    if counts_successes(attempt):
        return ""
    return phrases.lost(attempt, outcome, first)


def _may_find_nothing(attempt: Attempt, outcome: Told) -> bool:
    """Whether a failure gives `None`, and a success may, too, so that it tells nothing."""
    returned = [each.value for each in walking.own(attempt.body, facts.Return)]
    return all(map(_is_none, outcome.stand_ins)) and any(
        _is_none(each) or _asks_for_one(each) for each in returned
    )


def _is_none(node: facts.Expression | None) -> bool:
    match node:
        case None | facts.Literal(kind="NoneType"):
            return True
        case facts.Collection(kind="tuple", items=items):
            return all(map(_is_none, items))
        case _:
            return False


def _asks_for_one(node: facts.Expression | None) -> bool:
    match node:
        case facts.Await(value=facts.Call(function=function)) | facts.Call(function=function):
            return last_name(function) in failures.load().optional_methods
        case _:
            return False


def _returns_nothing(attempt: Attempt) -> bool:
    """Whether a success is returned, and a failure falls through to something else."""
    returns = walking.own(attempt.body, facts.Return)
    if not any(each.value is not None for each in returns):
        return False
    if attempt.handling and isinstance(attempt.handling[-1], facts.Return):
        return attempt.handling[-1].value is None
    return True


def _asks(attempt: Attempt, outcome: Told) -> bool:
    """Whether the function is a question, and the handler chose the answer that does no harm."""
    words = conduct.words(attempt.scope.name.rpartition(".")[2])
    is_question = not failures.load().questions.isdisjoint(words[:1])
    answered = any(map(_is_flag, walking.own(attempt.body, facts.Return)))
    return (is_question or answered) and any(map(_is_flag, outcome.given))


def _is_flag(node: facts.Return | facts.Assign) -> bool:
    return isinstance(node.value, facts.Literal) and node.value.kind == "bool"


def _keeps_what_was_there(attempt: Attempt) -> bool:
    """Whether what the body gives a value stays `None` or `False`, or what it was to be made of."""
    replaced = dict(assigned(attempt.handling))
    given = {name: value for name, value in assigned(attempt.body) if name not in replaced}
    frames = attempt.site.frames
    before = (each for frame in frames for each in assigned(frame.block[: frame.position]))
    if any(name in given and says_nothing(value) for name, value in before):
        return True
    if _fills_what_is_missing(attempt):
        return True
    if walking.own(attempt.handling, facts.Return):
        return False
    return any(
        isinstance(inner, facts.Name) and inner.id == name
        for name, value in given.items()
        for inner in walking.walk(value)
    )


def _fills_what_is_missing(attempt: Attempt) -> bool:
    """Whether it is tried because an attribute is empty, as it stays."""
    given = {
        target.name
        for each in walking.own(attempt.body, facts.Assign)
        for target in each.targets
        if isinstance(target, facts.Attribute)
    }
    return any(
        isinstance(inner, facts.Attribute) and inner.name in given
        for frame in attempt.site.frames
        if isinstance(frame.statement, facts.If) and frame.block is frame.statement.body
        for inner in walking.walk(frame.statement.test)
    )
