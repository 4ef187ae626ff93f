"""What a function has done when it comes to an attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._swallowed.logs import loudness
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from backend_gates.checkers._swallowed.attempts import Attempt, Frame
    from backend_gates.project.project import Project

_MORE = facts.With | facts.Try | facts.For | facts.While


def did_more_before(project: Project, attempt: Attempt) -> bool:
    """Whether what was asked for was done before, so that the attempt only adds to it.

    In a loop that is asked of the turn.
    """
    if walking.own(attempt.body, facts.Return) or walking.own(attempt.handling, facts.Return):
        return False
    return any(_does_more(project, frame, attempt) for frame in _turn(attempt))


def _turn(attempt: Attempt) -> list[Frame]:
    """The frames of the innermost loop, or else of the function."""
    turn: list[Frame] = []
    for frame in attempt.site.frames:
        if isinstance(frame.statement, facts.For | facts.While):
            turn.clear()
        turn.append(frame)
    return turn


def _does_more(project: Project, frame: Frame, attempt: Attempt) -> bool:
    return any(
        isinstance(each, _MORE)
        or (isinstance(each, facts.Evaluate) and _does_something(project, each, attempt))
        for each in walking.walk_statements(frame.block[: frame.position])
    )


def _does_something(project: Project, node: facts.Evaluate, attempt: Attempt) -> bool:
    calls = walking.own((node,), facts.Call)
    return any(not loudness(project, call, attempt.scope) for call in calls)
