"""Which blocking calls can run in another thread, and how much of a chain goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.fixers._call_sites import as_call, is_entered_or_iterated
from backend_gates.project.running.blocking import written
from backend_gates.project.running.call_graph import runs
from backend_gates.project.running.execution import Executed
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.fixers._call_sites import CallSite
    from backend_gates.model import Finding
    from backend_gates.project.project import Project

_BOUND_TO_A_THREAD = (
    "asyncio.",
    "django.",
    "filelock.",
    "input",
    "peewee.",
    "playwright.sync_api.",
    "playhouse.",
    "pony.",
    "sqlalchemy.orm.scoped_session",
    "sqlite3.",
    "threading.Condition",
    "threading.Lock",
    "threading.RLock",
)
"""What belongs to the thread that made or holds it, keeps state for each, or reads a terminal."""


def is_offloadable(project: Project, call: CallSite, finding: Finding) -> bool:
    """Whether the call itself is what waits, for a thing that any thread may use."""
    if is_entered_or_iterated(call) or _has_bare_generator(call.node):
        return False
    step = Executed(call.node, call.scope)
    place = project.blocking_at(step)
    subjects = {finding.subject, place.subject if place else ""}
    if any(subject.startswith(_BOUND_TO_A_THREAD) for subject in subjects):
        return False
    if place is not None or finding.subject == written(call.node).removesuffix("()"):
        return True
    functions = list(runs(project, step))
    return bool(functions) and not project.task_bound.has_any(functions)


def outermost_blocking(project: Project, call: CallSite) -> CallSite:
    """The last call of a chain such as `session.execute(query).all()` that blocks by itself."""
    last = call
    current: CallSite | None = _next_in_chain(call)
    while current is not None:
        if project.blocking_at(Executed(current.node, current.scope)) is not None:
            last = current
        current = _next_in_chain(current)
    return last


def blocks_before(project: Project, call: CallSite) -> bool:
    """Whether what the call is made on blocks too."""
    return any(
        project.blocking_at(Executed(inner, call.scope)) is not None
        for inner in _chain(call.node.function)
    )


def _next_in_chain(call: CallSite) -> CallSite | None:
    attribute = call.outer
    following = as_call(attribute.outer)
    if not isinstance(attribute.node, facts.Attribute) or following is None:
        return None
    return following if following.node.function is attribute.node else None


def _chain(node: facts.Expression) -> Iterator[facts.Call]:
    while isinstance(node, facts.Attribute | facts.Call):
        if isinstance(node, facts.Call):
            yield node
            node = node.function
        else:
            node = node.value


def _has_bare_generator(call: facts.Call) -> bool:
    """Whether the call's brackets are the generator's own: `f(x for x in y)`."""
    return any(
        isinstance(argument.value, facts.Comprehension)
        and (argument.value.end_line, argument.value.end_column) == (call.end_line, call.end_column)
        for argument in call.arguments
    )
