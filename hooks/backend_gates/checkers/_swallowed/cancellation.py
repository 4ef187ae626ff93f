"""Handlers that keep a task from being cancelled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue import failures
from backend_gates.catalogue.execution import Signs
from backend_gates.checkers._swallowed import phrases
from backend_gates.checkers._swallowed.attempts import waits
from backend_gates.checkers._swallowed.defaults import gives, is_default
from backend_gates.checkers._swallowed.defences import (
    is_handler,
    is_of_last_resort,
    is_script,
    stands_in_cleanup,
)
from backend_gates.checkers._swallowed.looked_at import is_flagged
from backend_gates.checkers._swallowed.loops import is_in_loop
from backend_gates.checkers._swallowed.risks import tidies
from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._swallowed.attempts import Attempt, Frame
    from backend_gates.checkers._swallowed.telling import Told
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


def uncancellable(project: Project, attempt: Attempt, outcome: Told) -> str:
    """The message for an attempt that takes its task's cancellation; empty for any other."""
    if not attempt.takes_cancellation or not attempt.is_on_the_loop:
        return ""
    if is_script(attempt.scope) or is_of_last_resort(attempt.scope):
        return ""
    if stands_in_cleanup(attempt.site):
        return ""
    if outcome.raises or _asks(attempt.scope.node) or _awaits_its_own(attempt):
        return ""
    if is_flagged(attempt) or _never_waits(project, attempt):
        return ""
    if attempt.is_named:
        goes_on = carries_on(attempt) and not is_in_loop(attempt)
        is_lost = _takes_the_next_turn(attempt) or (
            (goes_on or _makes_up_an_answer(attempt)) and not _ends(project, attempt)
        )
    else:
        is_lost = not outcome.tells and (
            carries_on(attempt) or not (_is_raised_behind(attempt) or _ends(project, attempt))
        )
    return phrases.uncancellable(attempt) if is_lost else ""


def _never_waits(project: Project, attempt: Attempt) -> bool:
    """Whether all that is awaited runs through at once, so that nothing can be cancelled in it."""
    return all(
        isinstance(node, facts.Await) and _runs_through(project, node.value, attempt.scope)
        for node in walking.walk_own(attempt.body)
        if waits(node)
    )


def _runs_through(project: Project, node: facts.Expression, scope: Scope) -> bool:
    """Whether a coroutine function of the project is called that has a body and never waits."""
    called = project.value(node.function, scope) if isinstance(node, facts.Call) else None
    if not isinstance(called, FirstPartyFunction) or not isinstance(called.node, facts.Function):
        return False
    function = called.node
    if not function.is_async or function.decorators or all(map(_is_left_open, function.body)):
        return False
    return not any(map(waits, walking.walk_own(function.body)))


def _is_left_open(statement: facts.Statement) -> bool:
    """Whether a statement is what stands where subclasses put the work: `...`, a docstring."""
    if isinstance(statement, facts.Evaluate):
        return isinstance(statement.value, facts.Literal)
    return isinstance(statement, facts.Jump | facts.Raise)


def _takes_the_next_turn(attempt: Attempt) -> bool:
    """Whether a loop goes on behind the handler."""
    last = attempt.handling[-1] if attempt.handling else None
    is_next = isinstance(last, facts.Jump) and last.keyword == "continue"
    left = () if last is None or is_next else (last,)
    for frame in reversed(attempt.site.frames):
        if not is_next and any(map(_leaves, (*left, *frame.later))):
            return False
        if isinstance(frame.statement, facts.For | facts.While):
            return True
    return False


def _makes_up_an_answer(attempt: Attempt) -> bool:
    """Whether whoever awaits it gets a value, as it does on success."""
    function = attempt.scope.node
    last = attempt.handling[-1] if attempt.handling else None
    if not isinstance(last, facts.Return) or last.value is None or not is_default(last.value):
        return False
    returns = (
        walking.own(function.body, facts.Return) if isinstance(function, facts.Function) else ()
    )
    return any(map(gives, returns))


def _leaves(statement: facts.Statement) -> bool:
    """Whether a loop ends with a statement of its block."""
    if isinstance(statement, facts.Jump):
        return statement.keyword == "break"
    return isinstance(statement, facts.Return | facts.Raise)


def _ends(project: Project, attempt: Attempt) -> bool:
    """Whether the end of the function is that of its task, or of what its caller goes through."""
    return _is_streamed(attempt) or is_task(project, attempt)


def _asks(node: object) -> bool:
    """Whether the function asks its task whether it is being cancelled."""
    known = failures.load().cancellation_questions
    return isinstance(node, facts.Function) and any(
        each.name in known for each in walking.own(node.body, facts.Attribute)
    )


def _awaits_its_own(attempt: Attempt) -> bool:
    """Whether it waits for tasks that the function has cancelled, or that somebody else keeps."""
    function = attempt.scope.node
    if not isinstance(function, facts.Function):
        return False
    if any(map(_cancels, walking.own(function.body, facts.Call))):
        return True
    if any(last_name(call.function) == "shield" for call in walking.own(attempt.body, facts.Call)):
        return True
    return all(map(_is_kept, _awaited(attempt.body)))


def _cancels(call: facts.Call) -> bool:
    return isinstance(call.function, facts.Attribute) and call.function.name == "cancel"


def _awaited(body: facts.Block) -> Iterator[facts.Expression]:
    for node in walking.own(body, facts.Await, facts.With, facts.For):
        if isinstance(node, facts.Await):
            yield node.value
        elif isinstance(node, facts.With) and node.is_async:
            yield from (item.context for item in node.items)
        elif isinstance(node, facts.For) and node.is_async:
            yield node.iterable


def _is_kept(node: facts.Expression) -> bool:
    """Whether a task is awaited that was made elsewhere, alone, with others or for some time."""
    match node:
        case facts.Name() | facts.Attribute() | facts.Subscript():
            return True
        case facts.Starred(value=value):
            return _is_kept(value)
        case facts.Call(function=function, arguments=arguments):
            is_waiting = last_name(function) in {"gather", "wait", "wait_for", "shield"}
            return is_waiting and bool(arguments) and _is_kept(arguments[0].value)
        case _:
            return False


def carries_on(attempt: Attempt) -> bool:
    """Whether the coroutine goes on behind the handler, instead of coming to its end."""
    last = attempt.handling[-1] if attempt.handling else None
    if isinstance(last, facts.Return) or _is_raised_behind(attempt):
        return False
    leaves_loop = isinstance(last, facts.Jump) and last.keyword == "break"
    for frame in reversed(attempt.site.frames):
        if isinstance(frame.statement, facts.For | facts.While) and not leaves_loop:
            return True
        if isinstance(frame.statement, facts.For | facts.While):
            leaves_loop = False
        elif not leaves_loop and _works(frame):
            return True
    return False


def _is_raised_behind(attempt: Attempt) -> bool:
    """Whether the coroutine ends right behind the handler with an error."""
    return any(isinstance(each, facts.Raise) for each in attempt.site.frames[-1].later[:1])


def _works(frame: Frame) -> bool:
    """Whether what follows in the block waits for anything, or starts over."""
    return any(map(_is_work, walking.own(frame.later, facts.Await, facts.While, facts.For)))


def _is_work(node: facts.Node) -> bool:
    call = node.value if isinstance(node, facts.Await) else None
    return not (isinstance(call, facts.Call) and tidies(last_name(call.function)))


def _is_streamed(attempt: Attempt) -> bool:
    """Whether it ends a generator or a function within one, which others start and await."""
    function, parent = attempt.scope.node, attempt.scope.parent
    if parent is not None and isinstance(parent.node, facts.Function):
        return True
    return isinstance(function, facts.Function) and bool(walking.own(function.body, facts.Yield))


def is_task(project: Project, attempt: Attempt) -> bool:
    """Whether the coroutine is the outermost of a task of its own: its end is the task's."""
    node = attempt.scope.node
    if not isinstance(node, facts.Function):
        return False
    if node.decorators and not is_handler(project, attempt.scope):
        return True
    makers = "|".join(sorted(failures.load().task_makers))
    pattern = rf"(?i:{makers})[\w.]*\(\s*(?:\*?\[?\s*)?[\w.()]*\b{re.escape(node.name)}\b"
    signs = Signs((node.name.encode(),), (re.compile(pattern.encode()),))
    return bool(project.modules.bearing(signs))
