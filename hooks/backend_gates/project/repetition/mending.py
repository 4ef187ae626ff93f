"""Which repeated queries one query for all elements can stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.repetition.alike import is_alike
from backend_gates.project.repetition.flow import ELEMENT
from backend_gates.project.repetition.gathering import (
    decides,
    is_doing,
    is_taken,
    makes_up_for,
    only_asks,
)
from backend_gates.project.repetition.harmless import only_gathers
from backend_gates.project.repetition.keys import is_by_key, picks_by_key
from backend_gates.project.repetition.plainness import is_of_files, only_writes
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.repetition.every_time import Step
    from backend_gates.project.repetition.loops import Loop
    from backend_gates.project.repetition.many import Many
    from backend_gates.project.repetition.queries import Sent
    from backend_gates.project.repetition.ways import Repeated


def is_mended(project: Project, sent: Sent, step: Step, loop: Loop) -> bool:
    """Whether there is a plain way to send one query for all elements of a loop."""
    if is_of_files(loop, step.node):
        return False
    is_direct = sent.node is step.node
    if sent.writes:
        if is_direct:
            is_whole = picks_by_key(sent, step.flow, step.scope) and is_alike(sent, step)
        else:
            is_whole = not _is_of_element(step)
        return is_whole and only_writes(project, loop, step.scope, step.node)
    if is_direct and not is_by_key(sent, step.flow, step.scope):
        return False
    if not is_direct and is_act(step.node):
        return False
    return not isinstance(loop.node, facts.For) or _is_plain_read(loop.node.body, step, sent)


def is_sure(project: Project, found: Repeated, many: Many) -> bool:
    """Whether to mend it is worth it in any case, in a loop that isn't known to go over rows.

    That is where the elements are listed, or the loop does nothing but ask for each.
    """
    loop, step = found.loop, found.step
    if found.sent.writes:
        return found.sent.query.commits or many.are_listed(loop)
    return not isinstance(loop.node, facts.For) or only_gathers(
        project, loop.node.body, step.scope, step.node
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


def _is_plain_read(body: facts.Block, step: Step, sent: Sent) -> bool:
    """Whether a loop only asks; a helper whose answer nobody takes is there to check."""
    if sent.node is not step.node and not is_taken(body, step.node):
        return False
    if decides(body, step.node):
        return False
    return only_asks(body, step.node, and_saves=True) and not makes_up_for(body, step.node)
