"""What the findings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.running.blocking import written
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._swallowed.attempts import Attempt
    from backend_gates.checkers._swallowed.telling import Told

_INSTEAD = "catch what you expect to fail, and log, raise or return the rest as an error"


def lost(attempt: Attempt, outcome: Told, first: facts.Call) -> str:
    """For a failure of which nobody can know."""
    return f"`{attempt.catches}` {_end(attempt, outcome, first)}: {_INSTEAD}"


def _end(attempt: Attempt, outcome: Told, first: facts.Call) -> str:
    what = f"whatever goes wrong in {attempted(attempt, first)}"
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


def attempted(attempt: Attempt, first: facts.Call | None) -> str:
    """What may fail, as the source names it: the call that matters most, and if it is alone."""
    calls = walking.own(attempt.body, facts.Call)
    named = "" if first is None else written(first).removesuffix("()")
    if not named.replace(".", "").isidentifier():
        named = "" if first is None else last_name(first.function)
    if not named:
        return "it"
    return f"`{named}()`" if len(calls) == 1 else f"`{named}()` and what stands with it"


def uncancellable(attempt: Attempt) -> str:
    """For a handler that keeps its task from being cancelled."""
    what = attempted(attempt, next(_awaited(attempt), None))
    if attempt.is_named:
        takes = f"takes the cancellation of the task in {what}, so that timeouts and shutdown"
        return f"`{attempt.catches}` without a `raise` {takes} don't end it: end with `raise`"
    takes = f"also catches `CancelledError` in {what}, so that the task can't be cancelled"
    return f"`{attempt.catches}` {takes}: catch `Exception`, or end with `raise`"


def unread(gathered: list[facts.Call]) -> str:
    """For a `gather` whose results nobody reads."""
    of = f" of `{written(gathered[0])}`" if gathered else ""
    return (
        f"nobody reads what `gather(…, return_exceptions=True)` returns, so that the failures{of} "
        f"vanish: look at each result and log what is an exception, or leave the argument out"
    )


def transaction(attempt: Attempt, first: facts.Call | None) -> str:
    """For a transaction that is given up while the caller goes on."""
    caller = f"so that whoever called `{attempt.scope.name.rpartition('.')[2]}` takes it for done"
    when = f"when {attempted(attempt, first)} fails"
    does = f"rolls back, logs and carries on {when}"
    return f"`{attempt.catches}` {does}, {caller}: raise behind the log, or return an error"


def request(attempt: Attempt, first: facts.Call) -> str:
    """For a request that is answered as if it had succeeded."""
    logs = f"only logs that {attempted(attempt, first)} failed"
    answered = "the request is answered as if it had succeeded"
    instead = "raise an HTTP error behind the log, or answer with one"
    return f"`{attempt.catches}` {logs}, and {answered}: {instead}"


def _awaited(attempt: Attempt) -> Iterator[facts.Call]:
    for node in walking.own(attempt.body, facts.Await):
        if isinstance(node.value, facts.Call):
            yield node.value
