"""Which blocks do nothing for an element but write it, so that all can be written at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.project.repetition.flow import names_in
from backend_gates.project.repetition.gathering import OF_BUILTINS, STARTING, acts, is_doing
from backend_gates.project.repetition.jobs import answers_of
from backend_gates.project.repetition.queries import sent_by_call
from backend_gates.project.repetition.signals import is_heard
from backend_gates.project.repetition.statements import chain
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Member,
)
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.repetition.loops import Loop
    from backend_gates.project.resolution.scopes import Scope

_STEPS = (facts.Assign, facts.Evaluate, facts.Return)
_OF_RELATIONS = {"add", "clear", "remove", "set", "update"}
_MAPPERS = ("flask_sqlalchemy.", "sqlalchemy.", "sqlmodel.")
_MAKING = {"acreate", "create", "insert_one"}
_SETTLING = {"commit", "refresh", "refresh_from_db"}
_FILES = re.compile(r"(^|_)(attache?ment|blob|file|image|img|media|picture|upload)s?(_|$)")
_ADDING = {"add", "add_all", "delete", "expunge", "flush", "merge"}
_LOGGING = {"debug", "error", "exception", "info", "warning"}
_PACING = {"bulk_create", "bulk_update", "sleep"}
_QUERYING = {"exclude", "filter", "filter_by"}
_EXPRESSIONS = {"Case", "Coalesce", "F", "Greatest", "Least", "Subquery"}


def only_writes(project: Project, loop: Loop, scope: Scope, write: facts.Expression) -> bool:
    """Whether a loop does nothing for an element but make or change it, and write it."""
    if _saves_itself(project, write, scope):
        return False
    if isinstance(loop.node, facts.For):
        if walking.own(loop.node.body, facts.Return):
            return False
        return is_plain(project, loop.node.body, scope, write)
    conditions = [each for clause in loop.node.clauses for each in clause.conditions]
    made = [facts.Evaluate(*each.span, each) for each in (*conditions, *loop.node.elements)]
    calls = walking.own(tuple(made), facts.Call)
    return _are_harmless(project, calls, scope, write)


def is_of_files(loop: Loop, query: facts.Expression) -> bool:
    """Whether a loop goes over files, which are stored and read one by one."""
    return any(map(_FILES.search, (*loop.names, *names_in(query))))


def _saves_itself(project: Project, write: facts.Expression, scope: Scope) -> bool:
    """Whether the rows of `Order.objects.create(…)` have a `save` or receivers of their own."""
    if isinstance(write, facts.Call) and last_name(write.function) in {"delete", "update"}:
        return False
    if is_heard(project, write, scope):
        return True
    for each in chain(write):
        if isinstance(project.value(each, scope), FirstPartyClass):
            place = (each.line, each.column, each.end_line, each.end_column)
            own = facts.Attribute(*place, each, "save")
            return isinstance(project.value(own, scope), FirstPartyFunction)
    return False


def is_plain(project: Project, block: facts.Block, scope: Scope, write: facts.Expression) -> bool:
    """Whether a block only makes or changes things and writes them, `write` being how.

    It neither asks nor decides anything else, runs no other function of the project, writes one
    thing, and what it writes doesn't hang on what is written already, as an increment does.
    """
    name = last_name(write.function) if isinstance(write, facts.Call) else ""
    stands_alone = name in _MAKING or any(each is write for each in acts(block))
    return (
        stands_alone
        and _are_steps(block, write)
        and all(
            each is write or _is_aside(each) or _sends(project, each, scope) for each in acts(block)
        )
        and _are_harmless(project, walking.own(block, facts.Call, facts.Yield), scope, write)
    )


def _are_steps(block: facts.Block, write: facts.Expression) -> bool:
    """Whether a block takes the same steps for all, those aside that it passes over.

    A commit may hang on a condition: it costs the same whatever was written.
    """
    *steps, last = block
    if isinstance(last, facts.If) and not last.orelse and _is_commit(write):
        return all(map(_is_step, steps)) and _are_steps(last.body, write)
    return all(map(_is_step, block))


def _is_step(node: facts.Statement) -> bool:
    match node:
        case facts.If(body=body, orelse=()):
            return all(map(_is_passing, body))
        case facts.AugmentedAssign(target=target):
            return isinstance(target, facts.Name)
        case facts.Jump():
            return _is_passing(node)
        case _:
            return isinstance(node, _STEPS)


def _is_passing(node: facts.Statement) -> bool:
    """Whether it only sets something, or goes on with the next element."""
    if isinstance(node, facts.Jump):
        return node.keyword != "break"
    return isinstance(node, facts.Assign)


def _are_harmless(
    project: Project,
    nodes: Iterable[facts.Call | facts.Yield],
    scope: Scope,
    write: facts.Expression,
) -> bool:
    return all(
        each is write
        or (isinstance(each, facts.Call) and _is_harmless(project, each, scope, write))
        for each in nodes
    )


def _is_harmless(project: Project, call: facts.Call, scope: Scope, write: facts.Expression) -> bool:
    """Whether a call makes a value, is committed, or does what a library does without a query."""
    name = last_name(call.function)
    is_of_write = _is_commit(write) or any(each is call for each in chain(write))
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
        return name in _SETTLING or (sent.writes and _is_commit(write))
    match project.value(call.function, scope):
        case Member(owner, _) if name in _OF_RELATIONS or is_doing(name):
            return owner.startswith(_MAPPERS)
        case External() | Member() | FirstPartyClass():
            return True
        case None:
            return name[:1].isupper() or name in _LOGGING or _goes_on(project, call.function, scope)
        case _:
            return False


def _is_aside(call: facts.Call) -> bool:
    """Whether a call that stands alone notes, tells or settles something."""
    name = last_name(call.function)
    return name in OF_BUILTINS or name in _LOGGING or name in _SETTLING or name in _ADDING


def _sends(project: Project, call: facts.Call, scope: Scope) -> bool:
    return sent_by_call(project, call, scope) is not None


def _is_commit(node: facts.Expression) -> bool:
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
    if name in OF_BUILTINS or name in STARTING or _is_harmless(project, call, scope, call):
        return True
    is_unknown = project.value(call.function, scope) is None
    return is_unknown and not names_in(call.function).isdisjoint(answers)
