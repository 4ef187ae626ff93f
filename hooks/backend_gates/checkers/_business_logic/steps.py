"""Changing calls that together make a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._business_logic.traces import Trace, may_follow
from backend_gates.project.conduct.shapes import shown
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._business_logic.reading import Reading
    from backend_gates.checkers._business_logic.traces import Act


def steps(reading: Reading, limit: int) -> Iterator[Trace]:
    """What a change adds to those before it.

    One that goes on with the result of another, a second one in the same transaction, and every
    one from the `limit`th make a process; else a second change is a trace.
    """
    acts = [act for act in reading.acts if not act.is_control]
    for number, act in enumerate(acts):
        earlier = [other for other in acts[:number] if may_follow(other.path, act.path)]
        if earlier:
            yield _step(reading, act, earlier, limit)


def _step(reading: Reading, act: Act, earlier: list[Act], limit: int) -> Trace:
    giver = _giver(reading, act, earlier)
    if giver is not None:
        message = f"goes on with what `{shown(giver.call)}` gave"
        return Trace("step", act.call, message, is_proof=True)
    number = len(earlier) + 1
    is_process = number >= limit or _is_committed(reading, act)
    return Trace("step", act.call, f"is change number {number}", is_proof=is_process)


def _is_committed(reading: Reading, act: Act) -> bool:
    """Whether the handler itself commits what was changed up to here."""
    return any(
        other.is_control
        and other.call.line > act.call.line
        and _is_commit(other.call)
        and may_follow(act.path, other.path)
        for other in reading.acts
    )


def _is_commit(call: facts.Call) -> bool:
    return isinstance(call.function, facts.Attribute) and call.function.name == "commit"


def _giver(reading: Reading, act: Act, earlier: list[Act]) -> Act | None:
    """The earlier change whose result this one is given."""
    sources = reading.origins.of_arguments(act.call)
    if isinstance(act.call.function, facts.Call):
        sources |= reading.origins.of_arguments(act.call.function)
    nodes = {id(source.node) for source in sources}
    return next((other for other in earlier if id(other.call) in nodes), None)
