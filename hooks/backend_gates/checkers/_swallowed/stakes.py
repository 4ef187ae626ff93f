"""What is at stake in an attempt: what it does to the world outside of the process."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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

BESIDE = {"reads or writes files", "uses the cache", "runs another program"}
DEEPEST = 3


class Stake(NamedTuple):
    """A call that may fail for reasons outside of the code; `does` says what it does, if known.

    `call` is the one that leads to it, in the body that was asked for.
    """

    call: facts.Call
    node: facts.Call
    does: str
    is_awaited: bool


def stakes(project: Project, body: facts.Block, scope: Scope, depth: int = 0) -> Iterator[Stake]:
    """Those of a block, those of the project's own functions that it calls included.

    What stands in a `try` of its own that catches everything is not at stake outside of it.
    """
    nodes = list(_reached(body))
    awaited = {id(node.value) for node in nodes if isinstance(node, facts.Await)}
    discarded = {id(_inner(node)) for node in nodes if isinstance(node, facts.Evaluate)}
    for node in nodes:
        if isinstance(node, facts.Call):
            role = "discarded" if id(node) in discarded and depth == 0 else ""
            yield from _of_call(
                project, node, scope, depth, "awaited" if id(node) in awaited else role
            )


def is_grave(stake: Stake) -> bool:
    """Whether it changes something for others, so that somebody misses it."""
    known = failures.load()
    heard = conduct.words(last_name(stake.node.function))
    return not (known.grave_words if stake.does else known.telling_words).isdisjoint(heard)


def _reached(body: facts.Block) -> Iterator[Struct]:
    """What runs when the body runs, and whose failure leaves it."""
    stack: list[Struct] = list(reversed(body))
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, facts.Try) and any(map(_catches_all, node.handlers)):
            stack += node.orelse[::-1]
        elif not isinstance(node, facts.Lambda | facts.Class | facts.Function):
            stack += walking.children(node)[::-1]


def _catches_all(handler: facts.ExceptHandler) -> bool:
    is_broad = handler.type is None or last_name(handler.type) in {"Exception", "BaseException"}
    return is_broad and not any(
        isinstance(each, facts.Raise) for each in walking.walk_statements(handler.body)
    )


def _inner(node: facts.Evaluate) -> Struct:
    return node.value.value if isinstance(node.value, facts.Await) else node.value


def _of_call(
    project: Project, call: facts.Call, scope: Scope, depth: int, role: str
) -> Iterator[Stake]:
    if is_beside(project, call, scope):
        return
    called = project.value(call.function, scope)
    if isinstance(called, FirstPartyFunction) and isinstance(called.node, facts.Function):
        if depth < DEEPEST:
            for each in stakes(project, called.node.body, called.scope, depth + 1):
                yield each._replace(call=call)
        return
    does, is_awaited = _does(called), role == "awaited"
    if does or (role and not _is_pure(called, call, is_awaited=is_awaited)):
        yield Stake(call, call, does, is_awaited)


def _does(called: Value | None) -> str:
    """What a function of a library does to the world, where that is known."""
    known, access = data_access.load(), None
    if isinstance(called, External):
        access = known.of_function(called.name)
    elif isinstance(called, Member):
        access = known.of_method(called.of, called.name)
    return "" if access is None else access.does


def _is_pure(called: Value | None, call: facts.Call, *, is_awaited: bool) -> bool:
    """Whether calling it can only fail for what it is given."""
    known = failures.load()
    match called:
        case FirstPartyClass():
            return True
        case External(name) if known.is_pure(name) or name in known.waits:
            return True
        case Member(owner, _) if known.is_pure(owner):
            return True
        case Member(owner, _) if owner.partition(".")[0] in known.browsing_packages:
            return True
        case _:
            return not is_awaited and last_name(call.function) in known.pure_methods


def is_beside(project: Project, call: facts.Call, scope: Scope) -> bool:
    """Whether a call tidies up, observes, parses a request or looks at a page in a browser."""
    known = failures.load()
    if loudness(project, call, scope):
        return True
    *rest, verb = names(call.function) or [""]
    if tidies(verb) or lays_out(verb) or _keeps_house(project, call, scope):
        return True
    heard = {word for name in (*rest, verb) for word in conduct.words(name)}
    beside = known.observing_words | known.browsing_words | known.request_words | known.adorning
    return not beside.isdisjoint(heard)


def tidies(verb: str) -> bool:
    """Whether a call is named for tidying up: `close`, `stop_tasks`."""
    known = failures.load()
    first, *things = conduct.words(verb) or [""]
    return verb in known.tidying_calls or (
        first in known.tidying_calls and bool(things) and known.tidied_things.issuperset(things)
    )


def lays_out(verb: str) -> bool:
    """Whether a call creates what may be there already: an index, a bucket, a queue."""
    known = failures.load()
    first, *things = conduct.words(verb) or [""]
    return first in {"create", "declare", "ensure"} and not known.laid_out.isdisjoint(things)


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
