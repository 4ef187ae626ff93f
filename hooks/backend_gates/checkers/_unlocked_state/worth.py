"""Whether it matters that two tasks set the same state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import clients, concurrency
from backend_gates.catalogue.conduct import words
from backend_gates.checkers._unlocked_state.places import CLOSING, Places, is_reset
from backend_gates.project.resolution.bindings import Assigned
from backend_gates.project.resolution.members import decorator_names
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Instance,
    Member,
)
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._unlocked_state.places import State, Write
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


def matters(project: Project, write: Write, scope: Scope) -> bool:
    """Whether two tasks that set state leave more behind than the same value twice.

    What holds something open does, as the first one is lost; so does what says that something was
    begun. Data that is read twice doesn't.
    """
    value = write.value
    if value is None or empties(write):
        return False
    opened = concurrency.load().opened
    name = write.state.name.rpartition(".")[2]
    if isinstance(value, facts.Literal):
        return value.text == "True" and name.lower().strip("_") in opened.begun
    made = _made_as(value, scope)
    if _is_kept_elsewhere(project, made, scope):
        return False
    if _opens(project, made, scope):
        return True
    known = project.value(value, scope)
    if isinstance(known, Instance) and not _may_hold(project, known):
        return False
    if isinstance(known, Instance) and (_is_client(known) or _can_be_closed(project, known)):
        return True
    held = opened.things if write.state.key else opened.things | opened.alone
    return not held.isdisjoint(words(name)[-1:])


def is_done(write: Write) -> bool:
    """Whether it says that something was done, which may have been to read data."""
    name = write.state.name.rpartition(".")[2].lower().strip("_")
    is_true = isinstance(write.value, facts.Literal) and write.value.text == "True"
    return is_true and name in concurrency.load().opened.done


def _is_kept_elsewhere(project: Project, value: facts.Expression, scope: Scope) -> bool:
    """Whether a function of the project makes it, that gives all who ask the one that it keeps."""
    match value:
        case facts.Await(value=facts.Call(function=function)):
            called = project.value(function, scope)
        case _:
            return False
    if not isinstance(called, FirstPartyFunction) or not isinstance(called.node, facts.Function):
        return False
    places = Places(called.scope)
    return any(
        each.value is not None and (places.named(each.value) or places.module_level(each.value))
        for each in walking.own(called.node.body, facts.Return)
    )


def _made_as(value: facts.Expression, scope: Scope) -> facts.Expression:
    """What a local name was given, where that is known."""
    bindings = scope.bindings.get(value.id, ()) if isinstance(value, facts.Name) else ()
    match [each.origin for each in bindings]:
        case [Assigned(value=made)] if made is not None:
            return made
        case _:
            return value


def _opens(project: Project, value: facts.Expression, scope: Scope) -> bool:
    """Whether a call makes a task, or has a library open something, as its name tells."""
    inner = value.value if isinstance(value, facts.Await) else value
    called = last_name(inner.function) if isinstance(inner, facts.Call) else ""
    known = concurrency.load()
    is_opening = called in known.opened.calls and _is_outside(project, value, scope)
    return called in known.tasks.making or is_opening


def _is_outside(project: Project, value: facts.Expression, scope: Scope) -> bool:
    """Whether what is awaited is a function or method of a library."""
    match value:
        case facts.Await(value=facts.Call(function=function)):
            return isinstance(project.value(function, scope), External | Member)
        case _:
            return False


def _is_client(known: Instance) -> bool:
    return isinstance(known.of, External) and known.of.name in clients.load()


def _may_hold(project: Project, known: Instance) -> bool:
    """Whether an object may hold something open: it is no plain value or record."""
    if isinstance(known.of, FirstPartyClass):
        outside = project.bases(known.of)[1]
        is_record = "dataclass" in decorator_names(known.of.node)
        return not is_record and not any(map(concurrency.load().opened.is_data, outside))
    return not known.of.name.startswith("builtins.")


def _can_be_closed(project: Project, known: Instance) -> bool:
    """Whether an object of a class of the project has a coroutine method that closes it."""
    return isinstance(known.of, FirstPartyClass) and any(
        isinstance(each, facts.Function) and each.is_async and each.name in CLOSING
        for base in project.bases(known.of)[0]
        for each in base.node.body
    )


def empties(write: Write) -> bool:
    """Whether a write tears down rather than to put something there."""
    return write.value is not None and is_reset(write.value)


def is_counted(write: Write, limited: State) -> bool:
    """Whether a write adds to what was compared with a limit."""
    is_added = isinstance(write.node, facts.AugmentedAssign | facts.Evaluate)
    return is_added or write.state != limited
