"""Attempts that are made again, or one after the other, until one succeeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._swallowed.telling import told
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._swallowed.attempts import Attempt, Frame
    from backend_gates.project.project import Project


def is_tried_again(project: Project, attempt: Attempt) -> bool:
    """Whether a loop around it ends with a success, and what follows the loop tells of none."""
    for depth, frame in enumerate(attempt.site.frames):
        loop = frame.statement
        if isinstance(loop, facts.For | facts.While) and _ends_with_success(attempt, loop):
            if isinstance(loop, facts.For) and not _counts(loop):
                return True
            outer = attempt.site.frames[depth - 1]
            after = (*loop.orelse, *outer.later)
            outcome = told(project, attempt.scope, after, "")
            if outcome.tells or outcome.loud:
                return True
    return False


def is_followed(project: Project, attempt: Attempt) -> bool:
    """Whether a success ends the function, and what comes instead of it tells of the failure."""
    succeeding = (*attempt.body, *_orelse(attempt))
    if not walking.own(succeeding, facts.Return) or walking.own(attempt.handling, facts.Return):
        return False
    after = tuple(each for frame in attempt.site.frames for each in frame.later)
    outcome = told(project, attempt.scope, after, "")
    return outcome.tells or bool(outcome.loud)


def is_another_way(attempt: Attempt) -> bool:
    """Whether a success ends a turn of a loop, and a failure leads to what else the turn does."""
    *_, last = (*attempt.body, *_orelse(attempt))
    is_turn = isinstance(last, facts.Jump) and last.keyword == "continue"
    jumps = walking.own(attempt.handling, facts.Jump)
    leaves = walking.own(attempt.handling, facts.Return) or any(
        each.keyword != "pass" for each in jumps
    )
    return is_turn and not leaves and bool(attempt.site.frames[-1].later)


def _orelse(attempt: Attempt) -> facts.Block:
    node = attempt.site.statement
    return node.orelse if isinstance(node, facts.Try) else ()


def _counts(loop: facts.For) -> bool:
    """Whether the same is tried again, and not one alternative after the other."""
    return isinstance(loop.iterable, facts.Call) and last_name(loop.iterable.function) in {
        "range",
        "count",
    }


def _ends_with_success(attempt: Attempt, loop: facts.For | facts.While) -> bool:
    leaving = [
        node
        for node in walking.walk_statements(loop.body)
        if isinstance(node, facts.Return)
        or (isinstance(node, facts.Jump) and node.keyword == "break")
    ]
    return bool(leaving) and not any(
        each is node for each in leaving for node in walking.walk_statements(attempt.handling)
    )


def is_in_loop(attempt: Attempt) -> bool:
    """Whether it is made for each of several things."""
    return any(_is_loop(frame) for frame in attempt.site.frames)


def _is_loop(frame: Frame) -> bool:
    return isinstance(frame.statement, facts.For | facts.While)
