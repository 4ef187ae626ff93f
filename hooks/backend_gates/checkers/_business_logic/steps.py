"""Changing calls that together make a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct
from backend_gates.checkers._business_logic.traces import Trace, may_follow
from backend_gates.project.conduct.shapes import shown
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backend_gates.checkers._business_logic.traces import Act


def steps(acts: Sequence[Act], limit: int) -> Iterator[Trace]:
    """What a change adds to those before it.

    One that goes on with the result of another, a second one in the same transaction, and every
    one from the `limit`th make a process; else a second change is a trace. What the others follow
    is named with them.
    """
    followed = list(_followed(_without_keeping(acts), limit))
    yield from (trace for trace, _ in followed)
    named = {id(trace.node) for trace, _ in followed}
    leading = {id(act.call): act for _, act in followed if id(act.call) not in named}
    yield from (_leading(act) for act in leading.values())


def _followed(acts: Sequence[Act], limit: int) -> Iterator[tuple[Trace, Act]]:
    """The steps, each with one that it follows."""
    numbers: list[int] = []
    for index, act in enumerate(acts):
        earlier = [
            place
            for place, other in enumerate(acts[:index])
            if not other.is_control and may_follow(other.path, act.path)
        ]
        numbers.append(1 + max((numbers[place] for place in earlier), default=0))
        if earlier and not act.is_control:
            number = numbers[index]
            is_process = number >= limit or _is_committed(act, acts[index + 1 :])
            before = [acts[place] for place in earlier]
            yield _step(act, number, before, is_process=is_process)


def _without_keeping(acts: Sequence[Act]) -> list[Act]:
    """Without what belongs to a change before it.

    That is the likes of `session.add(order)` for what was made or worked on before, and each
    further `board.set_light(on)` of the same object.
    """
    kept: list[Act] = []
    for act in acts:
        if not any(_keeps(act, other) or _sets_more(act, other) for other in kept):
            kept.append(act)
    return kept


def _leading(act: Act) -> Trace:
    message = f"does `{shown(act.call)}` first"
    return Trace("step", act.call, message, helper=act.helper, only_explains=True)


def _step(act: Act, number: int, earlier: list[Act], *, is_process: bool) -> tuple[Trace, Act]:
    """The step, and the one that it follows."""
    giver = next((other for other in earlier if id(other.call) in act.given), None)
    if giver is not None:
        message = f"goes on with what `{shown(giver.call)}` gave"
        return Trace("step", act.call, message, is_proof=True, helper=act.helper), giver
    message = f"is change number {number}"
    return Trace("step", act.call, message, is_proof=is_process, helper=act.helper), earlier[0]


def _keeps(act: Act, other: Act) -> bool:
    first = conduct.words(last_name(act.call.function))[:1]
    if not conduct.load().keepers.issuperset(first):
        return False
    if id(other.call) in act.taken:
        return True
    values = [item.value for item in act.call.arguments if not item.keyword]
    kept = {shown(value) for value in values} or {_receiver(act.call)}
    return _receiver(other.call) in kept - {""}


def _sets_more(act: Act, other: Act) -> bool:
    names = (last_name(each.call.function) for each in (act, other))
    is_setter = all(conduct.words(name)[:1] == ["set"] for name in names)
    return is_setter and bool(_receiver(act.call)) and _receiver(act.call) == _receiver(other.call)


def _receiver(call: facts.Call) -> str:
    return shown(call.function.value) if isinstance(call.function, facts.Attribute) else ""


def _is_committed(act: Act, later: Sequence[Act]) -> bool:
    """Whether the handler itself commits what was changed up to here."""
    return any(
        other.is_control
        and last_name(other.call.function) == "commit"
        and may_follow(act.path, other.path)
        for other in later
    )
