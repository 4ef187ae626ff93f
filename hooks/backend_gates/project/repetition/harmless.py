"""Which calls do nothing that keeps a loop's queries from being sent at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.project.repetition.gathering import LOGGING, OF_BUILTINS, SETTLING, is_doing
from backend_gates.project.repetition.queries import sent_by_call
from backend_gates.project.repetition.statements import chain
from backend_gates.project.resolution.values import External, FirstPartyClass, Member
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_OF_RELATIONS = {"add", "clear", "remove", "set", "update"}
_MAPPERS = ("flask_sqlalchemy.", "sqlalchemy.", "sqlmodel.")
_ADDING = {"add", "add_all", "delete", "expunge", "flush", "merge"}
_PACING = {"bulk_create", "bulk_update", "sleep"}
_QUERYING = {"exclude", "filter", "filter_by"}
_COUNTING = re.compile(r"a?[hz]?(incr|decr)(by|byfloat)?$")
_EXPRESSIONS = {"Case", "Coalesce", "F", "Greatest", "Least", "Subquery"}


def are_harmless(
    project: Project,
    nodes: Iterable[facts.Call | facts.Yield],
    scope: Scope,
    write: facts.Expression,
) -> bool:
    """Whether calls are the write itself, or harmless to it."""
    return all(
        each is write
        or (isinstance(each, facts.Call) and _is_harmless(project, each, scope, write))
        for each in nodes
    )


def _is_harmless(project: Project, call: facts.Call, scope: Scope, write: facts.Expression) -> bool:
    """Whether a call makes a value, is committed, or does what a library does without a query."""
    name = last_name(call.function)
    is_of_write = is_commit(write) or any(each is call for each in chain(write))
    if name in _QUERYING and not is_of_write:
        return False
    if name.startswith("fetch") or name in _PACING or name in _EXPRESSIONS or counts_on(call):
        return False
    sent = sent_by_call(project, call, scope)
    if sent is not None:
        return name in SETTLING or (sent.writes and is_commit(write))
    match project.value(call.function, scope):
        case Member(owner, _) if name in _OF_RELATIONS or is_doing(name):
            return owner.startswith(_MAPPERS)
        case External() | Member() | FirstPartyClass():
            return True
        case None:
            return name[:1].isupper() or name in LOGGING or _goes_on(project, call.function, scope)
        case _:
            return False


def is_aside(call: facts.Call) -> bool:
    """Whether a call that stands alone notes, tells or settles something."""
    name = last_name(call.function)
    return name in OF_BUILTINS or name in LOGGING or name in SETTLING or name in _ADDING


def sends(project: Project, call: facts.Call, scope: Scope) -> bool:
    """Whether a call sends a query by itself."""
    return sent_by_call(project, call, scope) is not None


def is_commit(node: facts.Expression) -> bool:
    """Whether it ends a transaction."""
    return isinstance(node, facts.Call) and last_name(node.function) == "commit"


def counts_on(write: facts.Expression) -> bool:
    """Whether it writes what is made from what is kept: `Stock.count - 1`, `redis.incr(key)`."""
    is_counter = isinstance(write, facts.Call) and _COUNTING.match(last_name(write.function))
    return bool(is_counter) or any(map(_is_increment, walking.walk(write)))


def _is_increment(node: Struct) -> bool:
    return (
        isinstance(node, facts.Operation)
        and not {"+", "-", "*"}.isdisjoint(node.operators)
        and any(map(_is_of_column, node.operands))
    )


def _is_of_column(node: facts.Expression) -> bool:
    """`Stock.count` and `F("count")`."""
    match node:
        case facts.Attribute(value=owner) | facts.Call(function=owner):
            return last_name(owner)[:1].isupper()
        case _:
            return False


def _goes_on(project: Project, function: facts.Expression, scope: Scope) -> bool:
    """Whether strings and collections do so, or what a library gave: `update(Order).where(…)`."""
    name = last_name(function)
    is_of_name = isinstance(function, facts.Attribute) and isinstance(function.value, facts.Name)
    if name in _OF_RELATIONS and not is_of_name:
        return False
    return name in OF_BUILTINS or any(
        isinstance(project.value(each, scope), External | Member) for each in chain(function)
    )
