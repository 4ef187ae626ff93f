"""Which blocks do nothing for an element but write it, so that all can be written at once."""

from __future__ import annotations

import builtins
import re
from typing import TYPE_CHECKING

from backend_gates.project.repetition.flow import bound_names, names_in
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
    from collections.abc import Iterable, Iterator

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.repetition.loops import Loop
    from backend_gates.project.resolution.scopes import Scope

OF_BUILTINS = frozenset(
    name for each in (builtins, str, bytes, dict, list, set, int) for name in dir(each)
)
_STEPS = (facts.Assign, facts.Evaluate, facts.Return)
_DOING = re.compile(
    r"_*(abort|add|apply|approve|archive|assign|cancel|change|clean|clear|close|create|deactivate|delete|disable|enable|end|enter|enroll?"
    r"|ensure|finish|generate|get_or_create|give|grant|handle|insert|invite|link|make|mark|merge|move|pay|persist|record|refund|register|release|remove|rename"
    r"|replace|reset|restore|revoke|save|set|start|stop|store|submit|toggle|transfer|unlink|update|upsert|write)(_\w+)?$"
)
_CHECKING = re.compile(
    r"_*(append\w*|assert|check|critical|debug|echo|error|exception|info|log|raise|raise_for|require|validate|verify|warn\w*)(_|$)"
)
_STARTING = {"create_task", "ensure_future", "gather", "start_soon"}
_OF_RELATIONS = {"add", "clear", "remove", "set", "update"}
_MAPPERS = ("flask_sqlalchemy.", "sqlalchemy.", "sqlmodel.")
_MAKING = {"acreate", "create", "insert_one"}
_CREATING, _SAVING = {"acreate", "create", "insert"}, {"add_all", "asave", "save"}
_ONE = re.compile(r"a?(h?get|get_object_or_404|one|scalar_one)$")
_SETTLING = {"commit", "refresh", "refresh_from_db"}
_FILES = re.compile(r"(^|_)(attache?ment|blob|file|image|img|media|picture|upload)s?(_|$)")
_LOGGING = {"debug", "error", "exception", "info", "warning"}
_PACING = {"bulk_create", "bulk_update", "sleep"}
_QUERYING = {"exclude", "filter", "filter_by"}
_EXPRESSIONS = {"Case", "Coalesce", "F", "Greatest", "Least", "Subquery"}


def is_doing(name: str) -> bool:
    """Whether a function is named as one that changes something: `link_user`, `save`."""
    return name not in OF_BUILTINS and _DOING.match(name) is not None


def only_asks(block: facts.Block, query: facts.Expression, *, and_saves: bool) -> bool:
    """Whether a block does nothing but ask, check, note and keep, and perhaps saves rows."""
    asking = {last_name(query.function)} if isinstance(query, facts.Call) else set[str]()
    spared = (
        asking | _STARTING | (_SETTLING | _SAVING | {"create"} if and_saves else set())
    )
    named = {last_name(each.function) for each in walking.own(block, facts.Call)}
    acts = {last_name(each.function) for each in _acts(block)}
    if any(map(_changes_more, _acts(block))):
        return False
    return not any(map(is_doing, named - spared)) and all(
        name in OF_BUILTINS or _CHECKING.match(name) for name in acts - spared
    )


def _changes_more(call: facts.Call) -> bool:
    """Whether it writes what a query picks, or runs an `update` that is no dict's."""
    function, name = call.function, last_name(call.function)
    if name == "update" and not call.arguments:
        return True
    is_of_query = isinstance(function, facts.Attribute) and isinstance(function.value, facts.Call)
    return is_of_query and name in {"delete", "update"}


def makes_up_for(block: facts.Block, query: facts.Expression) -> bool:
    """Whether a block asks whether a row is there, and makes it where it isn't."""
    name = last_name(query.function) if isinstance(query, facts.Call) else ""
    if _ONE.match(name) and _calls(block, _CREATING):
        return True
    tries = (each for each in walking.walk_statements(block) if isinstance(each, facts.Try))
    handled = [each.body for node in tries for each in node.handlers]
    blocks = handled if _ONE.match(name) else [block]
    return any(_calls(each, _CREATING | _SAVING) for each in blocks) or _adds_new(block)


def _adds_new(block: facts.Block) -> bool:
    """Whether a block adds a row that it makes: `session.add(Order(…))`."""
    statements = walking.walk_statements(block)
    assigned = (each for each in statements if isinstance(each, facts.Assign))
    made = {name for each in assigned if _is_made(each.value) for target in each.targets for name in bound_names(target)}
    added = (each for each in _acts(block) if last_name(each.function) == "add")
    given = [argument.value for call in added for argument in call.arguments]
    return any(_is_made(each) or last_name(each) in made for each in given)


def _is_made(node: facts.Expression | None) -> bool:
    return isinstance(node, facts.Call) and last_name(node.function)[:1].isupper()


def _calls(block: facts.Block, names: set[str]) -> bool:
    called = (last_name(each.function) for each in walking.own(block, facts.Call))
    return not names.isdisjoint(called)


def is_taken(block: facts.Block, query: facts.Expression) -> bool:
    """Whether a block does something with an answer."""
    return not any(each is query for each in _acts(block))


def _acts(block: facts.Block) -> Iterator[facts.Call]:
    """The calls that stand alone, as nobody takes what they give."""
    for statement in walking.walk_statements(block):
        if isinstance(statement, facts.Evaluate):
            node = statement.value
            call = node.value if isinstance(node, facts.Await) else node
            if isinstance(call, facts.Call):
                yield call


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
    stands_alone = name in _MAKING or any(each is write for each in _acts(block))
    return (
        stands_alone
        and _are_steps(block, write)
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
            return all(isinstance(each, facts.Assign | facts.Jump) for each in body)
        case facts.AugmentedAssign(target=target):
            return isinstance(target, facts.Name)
        case facts.Jump():
            return node.keyword != "break"
        case _:
            return isinstance(node, _STEPS)


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
