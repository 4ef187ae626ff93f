"""The calls on a client, which may set the time that the client doesn't."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue.execution import Signs
from backend_gates.checkers._external_calls.arguments import time_of
from backend_gates.project.requests.placed import placed
from backend_gates.project.resolution.values import External, Instance
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from backend_gates.catalogue.timeouts import Wait
    from backend_gates.checkers._external_calls.waiting import Waiting
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


class Calls(NamedTuple):
    """Those of the file that set a time, and those that leave it out."""

    timed: list[facts.Call]
    untimed: list[facts.Call]


class _Kept(NamedTuple):
    """The names under which a client is kept, and whether it is a function's own alone."""

    names: frozenset[str]
    is_local: bool


def untimed_calls(project: Project, waiting: Waiting) -> list[facts.Call] | None:
    """The calls on a client that leave out the time; None where each sets one.

    What a function keeps for itself and never calls waits for nothing. What leaves it is fine when
    something in the project sets the time of such a client's call.
    """
    kept = _kept(waiting)
    region = waiting.scope.enclosing(facts.Function) if kept.is_local else None
    found = _calls(project, waiting, kept, region or waiting.scope.outermost)
    if found.untimed:
        return found.untimed
    if found.timed or kept.is_local or _is_timed_elsewhere(project, waiting.wait):
        return None
    return []


def _calls(project: Project, waiting: Waiting, kept: _Kept, region: Scope) -> Calls:
    found = Calls([], [])
    for node, scope in placed(region):
        if isinstance(node, facts.Call) and waiting.wait.waits_in(last_name(node.function)):
            chain = list(_chain(node.function))
            is_on_it = any(each is waiting.node or last_name(each) in kept.names for each in chain)
            if is_on_it or (not kept.is_local and _is_on_such(project, chain, scope, waiting.wait)):
                is_timed = _is_timed(project, [node, *chain], scope, waiting.wait)
                (found.timed if is_timed else found.untimed).append(node)
    return found


def _chain(function: facts.Expression) -> Iterator[facts.Expression]:
    """What a method is called on, and what that is taken from: `client.chat` and `client`."""
    current = function
    while True:
        match current:
            case facts.Attribute(value=inner) | facts.Await(value=inner):
                current = inner
            case facts.Call(function=inner):
                current = inner
            case _:
                return
        yield current


def _is_on_such(project: Project, chain: list[facts.Expression], scope: Scope, wait: Wait) -> bool:
    for each in chain:
        match project.value(each, scope):
            case Instance(External(name)):
                return name in wait.names
            case _:
                pass
    return False


def _is_timed(project: Project, chain: list[facts.Expression], scope: Scope, wait: Wait) -> bool:
    """Whether a call of a chain sets the time, as `client.with_options(timeout=5)` does."""
    plain = wait._replace(position=None, brings=frozenset())
    times = [time_of(project, each, scope, plain) for each in chain if isinstance(each, facts.Call)]
    return "set" in times


def _kept(waiting: Waiting) -> _Kept:
    """How the statement around a constructor keeps what it makes."""
    around = _around(waiting.scope.outermost.node, waiting.node)
    names: set[str] = set()
    is_local = waiting.scope.enclosing(facts.Function) is not None
    for each in around:
        match each:
            case facts.Assign(targets=targets):
                names |= {last_name(target) for target in targets}
                is_local &= all(isinstance(target, facts.Name) for target in targets)
            case facts.WithItem(target=target) if target is not None:
                names.add(last_name(target))
            case facts.NamedExpression(target=target):
                names.add(target.id)
            case facts.Argument(keyword=keyword):
                names.add(keyword)
                is_local = is_local and not keyword
            case facts.Return() | facts.Yield() | facts.Dictionary() | facts.Collection():
                is_local = False
            case facts.Lambda():
                is_local = False
            case facts.Function():
                names, is_local = set(), True
            case _:
                pass
    names.discard("")
    function = waiting.scope.enclosing(facts.Function)
    if is_local and function is not None and _leaves(function, names):
        is_local = False
    return _Kept(frozenset(names), is_local)


def _leaves(function: Scope, names: set[str]) -> bool:
    """Whether a function hands on, keeps elsewhere or returns what it has under the names."""
    body = function.node.body if isinstance(function.node, facts.Function) else ()
    if any(_is_redirected(each, names) for each in body):
        return True
    for node in walking.walk_own(body):
        values: list[facts.Expression | None] = []
        match node:
            case facts.Return(value=value) | facts.Yield(value=value) | facts.Assign(value=value):
                values = [value]
            case facts.Call(arguments=arguments):
                values = [each.value for each in arguments]
            case facts.Collection(items=items):
                values = list(items)
            case facts.Dictionary(values=items):
                values = list(items)
        if any(isinstance(each, facts.Name) and each.id in names for each in values):
            return True
    return False


def _is_redirected(statement: facts.Statement, names: set[str]) -> bool:
    return isinstance(statement, facts.ScopeDeclaration) and not names.isdisjoint(statement.names)


def _around(root: Struct, node: facts.Node) -> list[Struct]:
    """What a node stands in, from the outside in."""
    found: list[Struct] = []
    current: Struct | None = root
    while current is not None and current is not node:
        found.append(current)
        current = next((each for each in walking.children(current) if _holds(each, node)), None)
    return found


def _holds(outer: Struct, inner: facts.Node) -> bool:
    if not isinstance(outer, facts.Node):
        return any(_holds(each, inner) for each in walking.children(outer))
    start, end = (outer.line, outer.column), (outer.end_line, outer.end_column)
    return start <= (inner.line, inner.column) and (inner.end_line, inner.end_column) <= end


def _is_timed_elsewhere(project: Project, wait: Wait) -> bool:
    """Whether any call of the project on such a client sets the time."""
    for path in project.modules.bearing(_signs(wait)):
        module = project.modules.at(path)
        for node, scope in placed(module) if module is not None else ():
            if isinstance(node, facts.Call) and any(
                each.keyword in wait.sets for each in node.arguments
            ):
                chain = list(_chain(node.function))
                if _is_on_such(project, chain, scope, wait):
                    return True
    return False


def _signs(wait: Wait) -> Signs:
    packages = {name.partition(".")[0].encode() for name in wait.names}
    pattern = rb"\b(?:%s)\s*=" % b"|".join(re.escape(each.encode()) for each in sorted(wait.sets))
    return Signs(tuple(sorted(packages)), (re.compile(pattern),))
