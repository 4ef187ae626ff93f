"""Which repeated queries one query for all elements can stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.repetition.flow import ELEMENT, bound_names
from backend_gates.project.repetition.gathering import is_doing, is_taken
from backend_gates.project.repetition.harmless import counts_on
from backend_gates.project.repetition.keys import is_by_key, picks_by_key
from backend_gates.project.repetition.plainness import is_of_files, only_writes, writes_each
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.repetition.every_time import Step
    from backend_gates.project.repetition.loops import Loop
    from backend_gates.project.repetition.queries import Sent


def is_mended(project: Project, sent: Sent, step: Step, loop: Loop) -> bool:
    """Whether there is a plain way to send one query for all elements of a loop."""
    if is_of_files(loop, step.node):
        return False
    if sent.writes:
        return _are_written_at_once(project, sent, step, loop)
    if sent.node is step.node:
        return is_by_key(sent, step.flow, step.scope)
    is_checked = isinstance(loop.node, facts.For) and not is_taken(loop.node.body, step.node)
    return not is_checked and not is_act(step.node) and _is_given_by_key(sent, step)


def _are_written_at_once(project: Project, sent: Sent, step: Step, loop: Loop) -> bool:
    """Whether all rows may be written, or committed, together; a helper may do nothing else."""
    if sent.node is not step.node:
        is_alone = counts_on(sent.node) or _is_of_element(step)
        return not is_alone and only_writes(project, loop, step.scope, step.node)
    if step.is_guarded or (sent.query.commits and _is_opened_in(loop, sent)):
        return False
    is_whole = picks_by_key(sent, step.flow, step.scope)
    return is_whole and writes_each(project, loop, step.scope, step.node)


def _is_given_by_key(sent: Sent, step: Step) -> bool:
    """Whether the statements that a helper is given pick rows by a key."""
    arguments = step.node.arguments if isinstance(step.node, facts.Call) else ()
    return all(
        is_by_key(sent._replace(node=step.node, statement=each.value), step.flow, step.scope)
        for each in arguments
        if isinstance(each.value, facts.Name)
    )


def _is_opened_in(loop: Loop, sent: Sent) -> bool:
    """Whether a loop opens what it commits, so that each element is work of its own."""
    client = last_name(sent.client) if sent.client is not None else ""
    body = loop.node.body if isinstance(loop.node, facts.For) else ()
    return any(
        client in bound_names(item.target)
        for each in walking.own(body, facts.With)
        for item in each.items
        if item.target is not None
    )


def _is_of_element(step: Step) -> bool:
    """Whether a method of the element itself is run: `incident.end()`."""
    match step.node:
        case facts.Call(function=facts.Attribute(value=owner)):
            return step.flow.sources(owner) >= ELEMENT
        case _:
            return False


def is_act(node: facts.Expression) -> bool:
    """Whether it runs something that is named as what changes something."""
    return isinstance(node, facts.Call) and is_doing(last_name(node.function))
