"""Mends a blocking call: sleeps as the event loop does, hands any other call to a thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.fixers._call_sites import around, calls_at, is_applied, is_cleanup
from backend_gates.fixers._event_loop import ASYNCIO, event_loop
from backend_gates.fixers._imports import reach
from backend_gates.fixers._offloadable import blocks_before, is_offloadable, outermost_blocking
from backend_gates.fixers._text import text_of
from backend_gates.fixers._threads import hand_over, hand_over_whole
from backend_gates.model import Edit, Fix
from backend_gates.project.resolution.values import External, Instance
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backend_gates.fixers._call_sites import CallSite
    from backend_gates.fixers._text import Text
    from backend_gates.model import Finding
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value


class _File(NamedTuple):
    """What all fixes of a file share."""

    project: Project
    text: Text
    loop: str


def fixes(
    project: Project, module: Scope, text: str, findings: Sequence[Finding]
) -> Iterator[Fix | None]:
    """For each finding of a file the fix, None where there is none.

    It is one for `time.sleep`, mostly safe, or an unsafe one for what another thread can do.
    """
    calls = calls_at(project, module, {finding.span for finding in findings})
    file = _File(project, text_of(text), event_loop(module))
    for finding in findings:
        call = calls.get(finding.span)
        yield None if call is None else _fix(file, call, finding)


def _fix(file: _File, call: CallSite, finding: Finding) -> Fix | None:
    project, loop = file.project, file.loop
    entered = list(_entered(project, call))
    if any(_is_lock(project, context) for context in entered):
        return None
    if loop != ASYNCIO and is_cleanup(project, call):
        return None  # a cancelled task awaits nothing there, and would leave before the rest of it
    if project.value(call.node.function, call.scope) == External("time.sleep"):
        return _slept(call, loop, is_safe=not entered)
    return _in_a_thread(file, call, finding)


def _entered(project: Project, call: CallSite) -> Iterator[Value | None]:
    """What the `with`s around the call hold while it is awaited."""
    for site in around(call):
        if isinstance(site.node, facts.With) and not site.node.is_async:
            for item in site.node.items:
                yield project.value(item.context, site.scope)


def _is_lock(project: Project, context: Value | None) -> bool:
    """Whether another coroutine that waits for it would stop the loop for good."""
    return (
        isinstance(context, Instance)
        and isinstance(context.of, External)
        and project.catalogue.blocking_hold(project.catalogue.canonical(context.of.name))
        is not None
    )


def _slept(call: CallSite, loop: str, *, is_safe: bool) -> Fix | None:
    """Unsafe inside a `with`: nobody knows what else waits until that is left."""
    sleep = reach(loop, "sleep", call.scope)
    if sleep is None or not _is_plain_sleep(call.node) or is_applied(call):
        return None
    edit = Edit(call.node.function.span, f"await {sleep.written}")
    return Fix(f"Replace with `await {sleep.written}()`", is_safe, (*sleep.edits, edit))


def _is_plain_sleep(node: facts.Call) -> bool:
    match node:
        case facts.Call(
            function=facts.Name() | facts.Attribute() as function,
            arguments=(facts.Argument(keyword="", value=value),),
        ):
            is_bare = (node.line, node.column) == (function.line, function.column)
            return is_bare and not isinstance(value, facts.Starred)
        case _:
            return False


def _in_a_thread(file: _File, call: CallSite, finding: Finding) -> Fix | None:
    project = file.project
    whole = outermost_blocking(project, call)
    if not is_offloadable(project, whole, finding):
        return None
    write = hand_over_whole if blocks_before(project, whole) else hand_over
    edits = write(file.text, whole, file.loop)
    if edits is None:
        return None
    return Fix("Hand the call to a thread", safe=False, edits=tuple(edits))
