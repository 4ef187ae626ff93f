"""What an attempt gives values, and what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._swallowed.attempts import Attempt


def counts_successes(attempt: Attempt) -> bool:
    """Whether a count that is read behind it tells how many times it went well."""
    last = attempt.handling[-1] if attempt.handling else None
    is_left = isinstance(last, facts.Jump) and last.keyword == "continue"
    succeeding = (*attempt.body, *(attempt.site.frames[-1].later if is_left else ()))
    counted = {
        each.target.id
        for each in walking.own(succeeding, facts.AugmentedAssign)
        if isinstance(each.target, facts.Name)
    }
    return not counted.isdisjoint(_read_behind(attempt))


def assigned(block: facts.Block) -> Iterator[tuple[str, facts.Expression]]:
    """The names that a block gives a value, and what; tuples are taken apart."""
    for each in walking.own(block, facts.Assign):
        for target in each.targets:
            match target, each.value:
                case facts.Name(id=name), value if value is not None:
                    yield name, value
                case facts.Collection(items=targets), facts.Collection(items=values):
                    for one, value in zip(targets, values, strict=False):
                        if isinstance(one, facts.Name):
                            yield one.id, value
                case _:
                    pass


def _read_behind(attempt: Attempt) -> set[str]:
    later = tuple(each for frame in attempt.site.frames for each in frame.later)
    return {each.id for each in walking.own(later, facts.Name)}
