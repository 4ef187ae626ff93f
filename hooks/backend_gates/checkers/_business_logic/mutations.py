"""Fields of domain objects that a handler sets and saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._business_logic.traces import Trace
from backend_gates.project.conduct.shapes import root_name, shown
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._business_logic.reading import Reading
    from backend_gates.checkers._business_logic.traces import Mutation


def mutations(reading: Reading) -> Iterator[Trace]:
    """A field of a loaded object, set and then saved, leaves no doubt, but for one handed in as is.

    Fields of the input that are filled in before it is handed on make one trace together.
    """
    has_input = False
    for mutation in reading.mutations:
        kind = _kind(reading, mutation)
        if not kind or (kind == "input" and has_input):
            continue
        has_input = has_input or kind == "input"
        is_proof = kind == "domain" and not _is_handed_in(reading, mutation.value)
        message = f"changes `{shown(mutation.target)}`"
        yield Trace("mutation", mutation.node, message, is_proof=is_proof)


def _kind(reading: Reading, mutation: Mutation) -> str:
    """Whether the object was loaded or came in; empty when it is neither, or isn't saved."""
    before = reading.origins.before(mutation.node.line)
    kinds = before.kinds(mutation.owner)
    if before.is_transport(mutation.owner) or before.is_made_here(mutation.owner):
        return ""
    if not kinds or not _is_saved(reading, mutation):
        return ""
    if "domain" in kinds:
        return "domain"
    is_filled = "domain" in reading.origins.kinds(mutation.value)
    return "input" if is_filled or isinstance(mutation.value, facts.Call) else ""


def _is_handed_in(reading: Reading, value: facts.Expression) -> bool:
    """Whether a field is set to a field of the request as it is, as in a change of a name."""
    is_kept = isinstance(value, facts.Name) and bool(reading.origins.assigned(value.id))
    return not is_kept and bool(root_name(value)) and _is_input(reading, value)


def _is_input(reading: Reading, value: facts.Expression) -> bool:
    return reading.origins.kinds(value) <= {"input", "transport"}


def _is_saved(reading: Reading, mutation: Mutation) -> bool:
    """Whether a later call commits, or takes the object to do something with it."""
    names = reading.names_of(root_name(mutation.owner))
    return any(
        act.is_control or _mentions(act.call, names)
        for act in reading.acts[mutation.acts_before :]
        if act.call is not mutation.node
    )


def _mentions(call: facts.Call, names: frozenset[str]) -> bool:
    return any(isinstance(node, facts.Name) and node.id in names for node in walking.walk(call))
