"""What the findings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.running.blocking import written
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._swallowed.attempts import Attempt
    from backend_gates.checkers._swallowed.telling import Told

_INSTEAD = "catch what you expect to fail, and log, raise or return the rest as an error"


def lost(attempt: Attempt, outcome: Told) -> str:
    """For a failure of which nobody can know."""
    return f"`{attempt.catches}` {_end(attempt, outcome)}: {_INSTEAD}"


def _end(attempt: Attempt, outcome: Told) -> str:
    what = f"whatever goes wrong in {attempted(attempt)}"
    if outcome.quiet:
        levels = dict.fromkeys(f"`{last_name(call.function)}`" for call in outcome.quiet)
        return f"only logs {what} with {' and '.join(levels)}, where nobody looks"
    for given in outcome.given:
        if given.value is not None:
            return f"turns {what} into {_value(given.value)}, as if that were the answer"
    return f"hides {what}"


def _value(node: facts.Expression) -> str:
    match node:
        case facts.Literal(kind="str"):
            return f'`"{node.text}"`'
        case facts.Literal():
            return f"`{node.text}`"
        case facts.Dictionary(keys=()):
            return "`{}`"
        case facts.Collection(items=(), kind="list"):
            return "`[]`"
        case facts.Name(id=name):
            return f"`{name}`"
        case _:
            return "a default"


def attempted(attempt: Attempt) -> str:
    """The calls that may fail, as the source names them."""
    calls = [written(call) for call in walking.own(attempt.body, facts.Call)]
    named = [name for name in dict.fromkeys(calls) if name.removesuffix("()").replace(".", "").isidentifier()]
    if not named:
        return "it"
    first = f"`{named[0]}`"
    return first if len(calls) == 1 else f"{first} and what stands with it"
