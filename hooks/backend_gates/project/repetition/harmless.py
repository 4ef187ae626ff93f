"""Which calls do nothing that keeps a loop's queries from being sent at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.repetition.flow import names_in
from backend_gates.project.repetition.gathering import (
    LOGGING,
    OF_BUILTINS,
    SETTLING,
    STARTING,
    is_doing,
)
from backend_gates.project.repetition.jobs import answers_of
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
_EXPRESSIONS = {"Case", "Coalesce", "F", "Greatest", "Least", "Subquery"}


def are_harmless(
    project: Project,
    nodes: Iterable[facts.Call | facts.Yield],
    scope: Scope,
    write: facts.Expression,
) -> bool:
    """Whether calls are the write itself, or harmless to it."""
    return all(
        each is write or (isinstance(each, facts.Call) and is_harmless(project, each, scope, write))
        for each in nodes
    )


def is_harmless(project: Project, call: facts.Call, scope: Scope, write: facts.Expression) -> bool:
    """Whether a call makes a value, is committed, or does what a library does without a query."""
    name = last_name(call.function)
    is_of_write = is_commit(write) or any(each is call for each in chain(write))
    if name in _QUERYING and not is_of_write:
        return False
    if (
        name.startswith("fetch")
        or name in _PACING
        or name in _EXPRESSIONS
        or any(map(_counts_on, walking.walk(call)))
    ):
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


def _counts_on(node: Struct) -> bool:
    """Whether it is made from what stands in the row: `Stock.count - 1`."""
    return isinstance(node, facts.Operation) and any(
        operator in {"+", "-", "*"}
        and any(
            isinstance(each, facts.Attribute) and last_name(each.value)[:1].isupper()
            for each in node.operands
        )
        for operator in node.operators
    )


def _goes_on(project: Project, function: facts.Expression, scope: Scope) -> bool:
    """Whether strings and collections do so, or what a library gave: `update(Order).where(…)`."""
    name = last_name(function)
    is_of_name = isinstance(function, facts.Attribute) and isinstance(function.value, facts.Name)
    if name in _OF_RELATIONS and not is_of_name:
        return False
    return name in OF_BUILTINS or any(
        isinstance(project.value(each, scope), External | Member) for each in chain(function)
    )


def only_gathers(project: Project, block: facts.Block, scope: Scope, query: facts.Node) -> bool:
    """Whether a block does nothing for an element but ask for it and keep the answer."""
    own = {id(each) for each in walking.walk(query)}
    answers = set(answers_of(walking.walk_statements(block), query))
    return all(
        id(each) in own or _is_gathering(project, each, scope, answers)
        for each in walking.own(block, facts.Call)
    )


def _is_gathering(project: Project, call: facts.Call, scope: Scope, answers: set[str]) -> bool:
    """Whether a call asks, notes, makes a value or takes something from an answer."""
    sent = sent_by_call(project, call, scope)
    if sent is not None:
        return not sent.writes
    name = last_name(call.function)
    if name in OF_BUILTINS or name in STARTING or is_harmless(project, call, scope, call):
        return True
    is_unknown = project.value(call.function, scope) is None
    return is_unknown and not names_in(call.function).isdisjoint(answers)
