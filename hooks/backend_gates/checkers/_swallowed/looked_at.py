"""Whether what stands in for a result is looked at afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._swallowed.attempts import Attempt


def is_looked_at(attempt: Attempt) -> bool:
    """Whether the names that a handler, or the body, gives a value are tested behind it."""
    return _is_tested(attempt, (*attempt.body, *attempt.handling)) or _is_missed(attempt)


def _is_missed(attempt: Attempt) -> bool:
    """Whether an error is raised behind it where what the body fills stayed empty."""
    node = attempt.scope.node
    filled = {
        call.function.value.id
        for call in walking.own(attempt.body, facts.Call)
        if isinstance(call.function, facts.Attribute)
        and isinstance(call.function.value, facts.Name)
    }
    if not filled or not isinstance(node, facts.Function):
        return False
    return any(
        isinstance(inner, facts.Name) and inner.id in filled
        for each in walking.own(node.body, facts.If)
        if each.line > attempt.site.statement.end_line and walking.own(each.body, facts.Raise)
        for inner in walking.walk(each.test)
    )


def is_flagged(attempt: Attempt) -> bool:
    """The same of the handler alone."""
    return _is_tested(attempt, attempt.handling)


def _is_tested(attempt: Attempt, block: facts.Block) -> bool:
    node = attempt.scope.node
    if not isinstance(node, facts.Function | facts.Module):
        return False
    names = set(_names(block))
    if not names:
        return False
    tests = (test for each in walking.walk_own(node.body) for test in _tests(each))
    end = attempt.site.statement.end_line
    return any(
        isinstance(inner, facts.Name) and inner.id in names and inner.line > end
        for test in tests
        for inner in walking.walk(test)
    )


def _names(block: facts.Block) -> Iterator[str]:
    for each in walking.own(block, facts.Assign):
        for target in each.targets:
            for node in walking.walk(target):
                if isinstance(node, facts.Name):
                    yield node.id


def _tests(node: object) -> Iterator[facts.Expression]:
    match node:
        case facts.If() | facts.While() | facts.Conditional() | facts.Assert():
            yield node.test
        case facts.Operation(operators=("and" | "or" | "not" | "==" | "is" | "is not" | "!=", *_)):
            yield node
        case facts.Match():
            yield node.subject
        case _:
            pass
