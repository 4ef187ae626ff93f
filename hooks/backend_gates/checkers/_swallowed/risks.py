"""What may fail in an attempt, other than what only converts, tidies up or observes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, data_access, failures
from backend_gates.checkers._swallowed.logs import loudness
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Member,
)
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_DEEPEST = 3
_LAYING_OUT = {"create", "declare", "delete", "drop", "ensure"}
_LATER = {"create_task", "ensure_future"}
_OF_ALL = {
    *("ClientError", "OSError", "RedisError", "RequestException", "SQLAlchemyError"),
}
_DEFINING = re.compile(r"\s*(alter|create|drop|pragma)\s", re.IGNORECASE)
_OF_TABLES = re.compile(r"\s*(alter|create|drop)\s+(\w+\s+)?table\s", re.IGNORECASE)
_IN_THREADS = {"to_thread": 0, "run_in_threadpool": 0, "run_in_executor": 1}  # its place
_RELIED_ON_BY_NOBODY = {
    "builds queries",
    "uses the cache",
    "reads or writes files",
    "runs another program",
}


def risk(project: Project, body: facts.Block, scope: Scope, depth: int = 0) -> facts.Call | None:
    """The first call of a block whose failure somebody would want to know of.

    What nothing is known of is taken for one only where it is called in the block itself, and
    behind what is known.
    """
    if _observes(project, body, scope):
        return None
    reached = list(_reached(body))
    awaited = {id(node.value) for node in reached if isinstance(node, facts.Await)}
    calls = [node for node in reached if isinstance(node, facts.Call)]
    for call in calls:
        if _is_risky(project, call, scope, depth, is_awaited=id(call) in awaited):
            return call
    return next((each for each in calls if depth == 0 and _is_unknown(project, each, scope)), None)


def _observes(project: Project, body: facts.Block, scope: Scope) -> bool:
    """Whether all that is done with what a block reads is to measure it, or to lay out tables."""
    done = [
        call
        for each in walking.walk_statements(body)
        if isinstance(each, facts.Evaluate) and isinstance(call := _called(each.value), facts.Call)
        if not loudness(project, call, scope)
    ]
    has_result = any(isinstance(each, facts.Return) for each in walking.walk_statements(body))
    is_beside = all(_measures(each) or _says(each, _DEFINING) for each in done)
    return bool(done) and not has_result and is_beside


def _called(value: facts.Expression) -> facts.Expression:
    return value.value if isinstance(value, facts.Await) else value


def _reached(body: facts.Block) -> Iterator[Struct]:
    """What runs when the body runs, and whose failure leaves it."""
    stack: list[Struct] = list(reversed(body))
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, facts.Try) and any(map(_catches_all, node.handlers)):
            stack += node.orelse[::-1]
        elif isinstance(node, facts.Call) and last_name(node.function) in _LATER:
            pass
        elif not isinstance(node, facts.Lambda | facts.Class | facts.Function | facts.Raise):
            stack += walking.children(node)[::-1]


def is_broad(handler: facts.ExceptHandler) -> bool:
    """Whether a handler takes whatever goes wrong."""
    return handler.type is None or last_name(handler.type) in {"BaseException", "Exception"}


def _catches_all(handler: facts.ExceptHandler) -> bool:
    """Whether all is caught there that calls of its kind are known to raise."""
    named = last_name(handler.type) if handler.type is not None else ""
    return (is_broad(handler) or named in _OF_ALL) and not any(
        isinstance(each, facts.Raise) for each in walking.walk_statements(handler.body)
    )


def _is_risky(
    project: Project, call: facts.Call, scope: Scope, depth: int, *, is_awaited: bool
) -> bool:
    """Whether a call comes down to more than bad input, untidiness or a measurement."""
    inner = in_thread(call)
    if inner is not None:
        is_slow = last_name(inner.function) not in failures.load().pure_methods
        return _is_risky(project, inner, scope, depth, is_awaited=is_awaited and is_slow)
    if _is_beside(project, call, scope):
        return False
    called = project.value(call.function, scope)
    match called:
        case FirstPartyClass():
            return False
        case FirstPartyFunction(inside, facts.Function() as node) if not _is_declared(node):
            if depth == _DEEPEST:
                return is_awaited
            return risk(project, node.body, inside, depth + 1) is not None
        case _:
            is_relied_on = _is_relied_on(called)
            if is_relied_on is None:
                return is_awaited and _may_matter(called, call, is_awaited=True)
            return is_relied_on


def _is_unknown(project: Project, call: facts.Call, scope: Scope) -> bool:
    """Whether nothing is known of what a call does, so that it may be anything."""
    inner = in_thread(call) or call
    called = project.value(inner.function, scope)
    if isinstance(called, FirstPartyClass | FirstPartyFunction):
        return False
    if _is_relied_on(called) is not None:
        return False
    return _may_matter(called, inner, is_awaited=False) and not _is_beside(project, inner, scope)


def _may_matter(called: Value | None, call: facts.Call, *, is_awaited: bool) -> bool:
    return bool(names(call.function)) and not _is_pure(called, call, is_awaited=is_awaited)


def _is_declared(node: facts.Function) -> bool:
    """Whether a function does nothing, so that another stands in its place when it runs."""
    return all(
        isinstance(each, facts.Jump)
        or (isinstance(each, facts.Evaluate) and isinstance(each.value, facts.Literal))
        or (isinstance(each, facts.Raise) and _is_not_implemented(each))
        for each in node.body
    )


def _is_not_implemented(node: facts.Raise) -> bool:
    raised = node.exception.function if isinstance(node.exception, facts.Call) else node.exception
    return raised is not None and last_name(raised) == "NotImplementedError"


def _is_talk(call: facts.Call) -> bool:
    """Whether it speaks to people in a chat, who may have left."""
    heard = {word for name in names(call.function)[-2:] for word in conduct.words(name)}
    return not failures.load().talk.isdisjoint(heard)


def in_thread(call: facts.Call) -> facts.Call | None:
    """The call that another thread is told to make."""
    position = _IN_THREADS.get(last_name(call.function))
    if position is None or len(call.arguments) <= position:
        return None
    function, *arguments = call.arguments[position:]
    return facts.Call(*call.span, function.value, tuple(arguments))


def _is_relied_on(called: Value | None) -> bool | None:
    """Whether something outside of the process is used, and not only files; None if not known."""
    known, access = data_access.load(), None
    if isinstance(called, External):
        access = known.of_function(called.name)
    elif isinstance(called, Member):
        access = known.of_method(called.of, called.name)
    return None if access is None else access.does not in _RELIED_ON_BY_NOBODY


def _is_pure(called: Value | None, call: facts.Call, *, is_awaited: bool) -> bool:
    """Whether calling it can only fail for what it is given."""
    known = failures.load()
    match called:
        case External(name):
            return known.is_pure(name) or name in known.waits
        case Member(owner, _):
            return known.is_pure(owner) or owner.partition(".")[0] in known.browsing_packages
        case _:
            return not is_awaited and last_name(call.function) in known.pure_methods


def _is_beside(project: Project, call: facts.Call, scope: Scope) -> bool:
    """Whether a call tidies up, observes, talks, parses a request or looks at a page."""
    known = failures.load()
    verb = last_name(call.function)
    if loudness(project, call, scope) or _measures(call) or _is_talk(call) or _waits(call):
        return True
    if not known.open_files.isdisjoint(_of(call)):
        return True
    if any(each.keyword == "sender" for each in call.arguments):  # a signal within the process
        return True
    if tidies(verb) or lays_out(verb) or _keeps_house(project, call, scope):
        return True
    if verb in known.rereading or _says(call, _DEFINING):
        return True
    given = {word for each in call.arguments for word in conduct.words(last_name(each.value))}
    return not _heard(call).isdisjoint(known.browsing_words | known.request_words) or (
        not known.connections.isdisjoint(given)
    )


def lays_out_tables(body: facts.Block) -> bool:
    """Whether several statements in it lay out tables: `create table …`."""
    return sum(_says(call, _OF_TABLES) for call in walking.own(body, facts.Call)) > 1


def _says(call: facts.Call, statement: re.Pattern[str]) -> bool:
    """Whether a call is handed a statement, as a text."""
    given = (node for each in call.arguments for node in walking.walk(each.value))
    texts = (each for each in given if isinstance(each, facts.Literal))
    return any(each.kind == "str" and statement.match(each.text) for each in texts)


def _waits(call: facts.Call) -> bool:
    """Whether a call only waits for another task of the process: on a queue, a lock, an event."""
    known = failures.load()
    if _puts_an_end(call):
        return True
    is_waiting = last_name(call.function) in known.waiting_methods
    return is_waiting and not known.waited_for.isdisjoint(_of(call))


def _puts_an_end(call: facts.Call) -> bool:
    """Whether it tells a thread that nothing more will come: `queue.put(None)`."""
    given = [each.value for each in call.arguments]
    is_none = len(given) == 1 and isinstance(given[0], facts.Literal) and given[0].text == "None"
    return is_none and last_name(call.function) in {"put", "put_nowait"}


def _of(call: facts.Call) -> set[str]:
    """The words of what a method is called on."""
    *receiver, _ = names(call.function) or [""]
    return {word for name in receiver[-1:] for word in conduct.words(name)}


def _measures(call: facts.Call) -> bool:
    """Whether a call only observes, or adorns."""
    known = failures.load()
    return not _heard(call).isdisjoint(known.observing_words | known.adorning)


def _heard(call: facts.Call) -> set[str]:
    return {word for name in names(call.function) for word in conduct.words(name)}


def tidies(verb: str) -> bool:
    """Whether a call is named for tidying up: `close`, `stop_tasks`."""
    known = failures.load()
    first, *things = conduct.words(verb) or [""]
    return (
        verb in known.tidying_calls
        or first in known.tidying_starts
        or (
            first in known.tidying_calls and bool(things) and known.tidied_things.issuperset(things)
        )
    )


def lays_out(verb: str) -> bool:
    """Whether a call creates or drops what may be there, or not: an index, a bucket, a queue."""
    heard = conduct.words(verb)
    is_laid_out = not failures.load().laid_out.isdisjoint(heard)
    return is_laid_out and not _LAYING_OUT.isdisjoint((*heard[:1], *heard[-1:]))


def _keeps_house(project: Project, call: facts.Call, scope: Scope) -> bool:
    value = project.value(call.function, scope)
    module = value.name.rpartition(".")[0] if isinstance(value, External) else ""
    return module in failures.load().housekeeping


def names(node: facts.Expression) -> list[str]:
    """The parts of a dotted name, calls and subscripts in it looked through."""
    found: list[str] = []
    while True:
        match node:
            case facts.Attribute(value=value, name=name):
                found.append(name)
                node = value
            case (
                facts.Call(function=value) | facts.Subscript(value=value) | facts.Await(value=value)
            ):
                node = value
            case facts.Name(id=name):
                return [name, *reversed(found)]
            case _:
                return found[::-1]
