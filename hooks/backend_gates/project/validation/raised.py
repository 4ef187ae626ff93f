"""Which exceptions leave a function, by its own `raise` or by a helper's, as far as is certain."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import validation
from backend_gates.project.resolution.bindings import own_expressions
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Instance,
)
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_DEPTH = 3
_BUILTINS = "builtins."
_ABORTED = frozenset({"werkzeug.exceptions.HTTPException", "builtins.Exception"})
_TRANSPARENT = {"staticmethod", "classmethod"}


class Step(NamedTuple):
    """A node in a function of the project."""

    node: facts.Node
    scope: Scope


class Raised(NamedTuple):
    """An exception that leaves a function; `way` leads from its own call to the `raise`.

    `name` is how a reader calls it, `kinds` the qualified names of its class and of the bases
    that are known.
    """

    name: str
    kinds: frozenset[str]
    way: tuple[Step, ...]


class _Guarded(NamedTuple):
    """A statement, and the exceptions that are caught around it; None where anything may be."""

    statement: facts.Statement
    caught: frozenset[str] | None


def raised(project: Project, scope: Scope, depth: int = _DEPTH) -> Iterator[Raised]:
    """The exceptions that leave a function, in source order."""
    if not isinstance(scope.node, facts.Function):
        return
    for statement, caught in _guarded(project, scope.node.body, scope, frozenset()):
        for found in _in_statement(project, statement, scope, depth):
            if caught is not None and found.kinds.isdisjoint(caught):
                yield found


def kinds_of(project: Project, known: Value | None) -> frozenset[str]:
    """The qualified names of an exception's class and its bases; empty where not all are known."""
    match known:
        case Instance(of):
            return kinds_of(project, of)
        case External(name) if name.startswith(_BUILTINS):
            return _of_builtin(name)
        case External(name) if name in validation.load().exceptions:
            return frozenset({name, "builtins.Exception", "builtins.BaseException"})
        case FirstPartyClass():
            return _of_own(project, known)
        case _:
            return frozenset()


def _of_builtin(name: str) -> frozenset[str]:
    found = getattr(builtins, name.removeprefix(_BUILTINS), None)
    if not isinstance(found, type) or not issubclass(found, BaseException):
        return frozenset()
    return frozenset(f"{_BUILTINS}{each.__name__}" for each in found.__mro__)


def _of_own(project: Project, known: FirstPartyClass) -> frozenset[str]:
    kinds = {_qualified(known)}
    for base in known.node.bases:
        if base.keyword:
            return frozenset()
        above = kinds_of(project, project.value(base.value, known.scope.parent or known.scope))
        if not above or len(kinds) > _DEPTH**3:
            return frozenset()
        kinds |= above
    return frozenset(kinds) if len(kinds) > 1 else frozenset()


def _qualified(known: FirstPartyClass) -> str:
    return f"{known.scope.module}.{known.scope.name}"


def _in_statement(
    project: Project, statement: facts.Statement, scope: Scope, depth: int
) -> Iterator[Raised]:
    if isinstance(statement, facts.Raise) and statement.exception is not None:
        known = project.value(statement.exception, scope)
        kinds = kinds_of(project, known)
        if kinds:
            yield Raised(_shown(known), kinds, (Step(statement, scope),))
    for call in _calls(statement):
        yield from _by_call(project, call, scope, depth)


def _calls(statement: facts.Statement) -> Iterator[facts.Call]:
    if walking.blocks(statement):
        expressions = own_expressions(statement)
    elif isinstance(statement, facts.Raise):
        return
    else:
        yield from walking.own((statement,), facts.Call)
        return
    for expression in expressions:
        line = (expression.line, expression.column, expression.end_line, expression.end_column)
        yield from walking.own((facts.Evaluate(*line, expression),), facts.Call)


def _by_call(project: Project, call: facts.Call, scope: Scope, depth: int) -> Iterator[Raised]:
    called = project.value(call.function, scope)
    if isinstance(called, External) and called.name in validation.load().raising:
        yield Raised("HTTPException", _ABORTED, (Step(call, scope),))
    elif isinstance(called, FirstPartyFunction) and depth and _is_plain(called, scope):
        for found in raised(project, called.scope, depth - 1):
            yield found._replace(way=(Step(call, scope), *found.way))


def _is_plain(called: FirstPartyFunction, caller: Scope) -> bool:
    """Whether calling it runs another body at once, and nothing around it."""
    node = called.node
    if node is caller.node:
        return False
    if not isinstance(node, facts.Function) or node.is_async or called.scope.is_generator:
        return False
    return all(isinstance(d, facts.Name) and d.id in _TRANSPARENT for d in node.decorators)


def _shown(known: Value | None) -> str:
    match known:
        case Instance(of):
            return _shown(of)
        case External(name):
            return name.rpartition(".")[2]
        case FirstPartyClass():
            return known.node.name
        case _:
            return ""


def _guarded(
    project: Project, block: facts.Block, scope: Scope, caught: frozenset[str] | None
) -> Iterator[_Guarded]:
    """All statements of a block, those of functions and classes aside."""
    for statement in block:
        yield _Guarded(statement, caught)
        if isinstance(statement, facts.Function | facts.Class):
            continue
        if not isinstance(statement, facts.Try):
            inside = _suppressed(project, statement, scope, caught)
            for inner in walking.blocks(statement):
                yield from _guarded(project, inner, scope, inside)
            continue
        types = [handler.type for handler in statement.handlers]
        yield from _guarded(project, statement.body, scope, _with(project, types, scope, caught))
        for inner in walking.blocks(statement)[1:]:
            yield from _guarded(project, inner, scope, caught)


def _suppressed(
    project: Project, statement: facts.Statement, scope: Scope, caught: frozenset[str] | None
) -> frozenset[str] | None:
    """What a `with` takes away: nobody knows what another context manager than ours does."""
    if not isinstance(statement, facts.With):
        return caught
    for item in statement.items:
        call = item.context
        known = project.value(call.function, scope) if isinstance(call, facts.Call) else None
        if known == External("contextlib.suppress") and isinstance(call, facts.Call):
            caught = _with(project, [each.value for each in call.arguments], scope, caught)
        elif known is None or isinstance(known, FirstPartyFunction | FirstPartyClass):
            return None
    return caught


def _with(
    project: Project,
    types: list[facts.Expression | None],
    scope: Scope,
    caught: frozenset[str] | None,
) -> frozenset[str] | None:
    """What is caught when these are too; None where one of them is unknown or all are caught."""
    for kind in types:
        if kind is None or caught is None:
            return None
        if isinstance(kind, facts.Collection):
            caught = _with(project, list(kind.items), scope, caught)
            continue
        match project.value(kind, scope):
            case External(name):
                caught |= {name}
            case FirstPartyClass() as known:
                caught |= {_qualified(known)}
            case _:
                return None
    return caught
