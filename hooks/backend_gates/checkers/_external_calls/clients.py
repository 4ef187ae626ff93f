"""The calls on a client, which may set the time that the client doesn't."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue.execution import Signs
from backend_gates.checkers._external_calls.arguments import time_of
from backend_gates.project.requests.placed import calls
from backend_gates.project.resolution.bindings import Assigned, Entered
from backend_gates.project.resolution.values import External, Instance
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from msgspec import Struct

    from backend_gates.catalogue.timeouts import Wait
    from backend_gates.checkers._external_calls.deadlines import Deadlines
    from backend_gates.checkers._external_calls.waiting import Waiting
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.bindings import Binding
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value


_ENDING = {"aclose", "close", "set_debuglevel"}


class Calls(NamedTuple):
    """Those of the file that set a time, those that leave it out, and those that need none."""

    timed: list[facts.Call]
    untimed: list[facts.Call]
    others: list[facts.Call]


class _Kept(NamedTuple):
    """The names under which a client is kept, where they hold, and whether others get at it."""

    names: frozenset[str]
    region: Scope
    leaves: bool


def untimed_calls(
    project: Project, waiting: Waiting, deadlines: Deadlines
) -> list[facts.Call] | None:
    """The calls on a client that leave out the time; None where each sets one.

    What a function keeps for itself and never calls waits for nothing. What leaves it is fine when
    something in the project sets the time of such a client's call.
    """
    kept = _kept(waiting)
    found = _named_calls(project, waiting, kept, deadlines)
    if kept.leaves and not any(found):
        found = _typed_calls(project, waiting, deadlines)
    if found.untimed:
        return found.untimed
    if any(found) or not kept.leaves:
        return None
    return None if _is_timed_elsewhere(project, waiting.wait) else []


def _named_calls(project: Project, waiting: Waiting, kept: _Kept, deadlines: Deadlines) -> Calls:
    """The calls on what has one of the names of a client."""
    found, wait = Calls([], [], []), waiting.wait
    for call, scope, name, chain in _method_calls(kept.region):
        if any(each is waiting.node or last_name(each) in kept.names for each in chain):
            if not wait.waits_in(name):
                if name not in _ENDING:
                    found.others.append(call)
            elif _is_timed(project, [call, *chain], scope, wait) or deadlines.cover(call, scope):
                found.timed.append(call)
            else:
                found.untimed.append(call)
    return found


def _typed_calls(project: Project, waiting: Waiting, deadlines: Deadlines) -> Calls:
    """The calls of the file on what is such a client, whatever its name."""
    found, wait = Calls([], [], []), waiting.wait
    for call, scope, name, chain in _method_calls(waiting.scope.outermost):
        if wait.waits_in(name) and _is_on_such(project, chain, scope, wait):
            is_timed = _is_timed(project, [call, *chain], scope, wait)
            is_timed = is_timed or deadlines.cover(call, scope)
            (found.timed if is_timed else found.untimed).append(call)
    return found


def _method_calls(
    region: Scope,
) -> Iterator[tuple[facts.Call, Scope, str, list[facts.Expression]]]:
    """The calls of methods: where they stand, what the method is called, and what it is on."""
    for node, scope in calls(region):
        if isinstance(node.function, facts.Attribute):
            yield node, scope, node.function.name, list(_chain(node.function))


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
    """Whether a chain starts from such a client, but from none that is seen to be another."""
    if chain and _is_made_here(chain[-1], scope, wait):
        return False
    classes = (_class_name(project.value(each, scope)) for each in chain)
    return any(name in wait.names for name in classes)


def _is_made_here(root: facts.Expression, scope: Scope, wait: Wait) -> bool:
    """Whether a name is bound to what a constructor gives."""
    owner = scope.binding(root.id) if isinstance(root, facts.Name) else None
    return owner is not None and any(
        isinstance(made, facts.Call) and last_name(made.function) in _makers(wait)
        for made in map(_value, owner.bindings[last_name(root)])
    )


def _value(binding: Binding) -> facts.Expression | None:
    match binding.origin:
        case Assigned(value=value) | Entered(context=value):
            return value
        case _:
            return None


def _class_name(value: Value | None) -> str:
    return value.of.name if isinstance(value, Instance) and isinstance(value.of, External) else ""


def _is_timed(project: Project, chain: list[facts.Expression], scope: Scope, wait: Wait) -> bool:
    """Whether a call of a chain sets the time, as `client.with_options(timeout=5)` does."""
    plain = wait._replace(position=None, brings=frozenset())
    times = [time_of(project, each, scope, plain) for each in chain if isinstance(each, facts.Call)]
    return "set" in times


def _kept(waiting: Waiting) -> _Kept:
    """How the statement around a constructor keeps what it makes."""
    scope = waiting.scope
    function, owner = scope.enclosing(facts.Function), scope.enclosing(facts.Class)
    targets = list(_targets(_around(scope, waiting.node)))
    names = frozenset(filter(None, map(last_name, targets)))
    if targets and all(isinstance(each, facts.Name) for each in targets) and function is not None:
        return _Kept(names, function, leaves=_leaves(function, names))
    if targets and owner is not None and all(map(_is_on_self, targets)):
        return _Kept(names, owner, leaves=True)
    return _Kept(names, scope.outermost, leaves=True)


def _targets(around: list[Struct]) -> Iterator[facts.Expression]:
    """What is bound to it, directly or with something around it."""
    for each in around:
        match each:
            case facts.Assign(targets=targets):
                yield from targets
            case facts.WithItem(target=target) if target is not None:
                yield target
            case facts.NamedExpression(target=target):
                yield target
            case _:
                pass


def _is_on_self(target: facts.Expression) -> bool:
    return (
        isinstance(target, facts.Attribute)
        and isinstance(target.value, facts.Name)
        and target.value.id in {"self", "cls"}
    )


def _leaves(function: Scope, names: Container[str]) -> bool:
    """Whether a function hands on, keeps elsewhere or returns what it has under the names."""
    body = function.node.body if isinstance(function.node, facts.Function) else ()
    if any(_is_redirected(each, names) for each in body):
        return True
    return any(
        isinstance(value, facts.Name) and value.id in names
        for node in walking.walk_own(body)
        for value in _handed_on(node)
    )


def _handed_on(node: Struct) -> Iterable[facts.Expression | None]:
    match node:
        case facts.Return(value=value) | facts.Yield(value=value) | facts.Assign(value=value):
            return (value,)
        case facts.Call(arguments=arguments):
            return [each.value for each in arguments]
        case facts.Collection(items=values) | facts.Dictionary(values=values):
            return values
        case _:
            return ()


def _is_redirected(statement: facts.Statement, names: Container[str]) -> bool:
    return isinstance(statement, facts.ScopeDeclaration) and any(
        name in names for name in statement.names
    )


def _around(scope: Scope, node: facts.Node) -> list[Struct]:
    """What a node stands in, from its function's or file's body inwards."""
    outer = scope.enclosing(facts.Function) or scope.outermost
    found: list[Struct] = []
    current: Struct | None = outer.node
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
    """Whether any call of the project on such a client, or on what may be one, sets the time."""
    modules = map(project.modules.at, project.modules.bearing(_signs(wait)))
    return any(
        _may_time_one(project, node, scope, wait)
        for module in modules
        if module is not None
        for node, scope in calls(module)
    )


def _may_time_one(project: Project, call: facts.Call, scope: Scope, wait: Wait) -> bool:
    name, keywords = last_name(call.function), {each.keyword for each in call.arguments}
    if name in _makers(wait):
        return False
    if wait.waits_in(name) and not keywords.isdisjoint(wait.sets):
        chain = list(_chain(call.function))
        is_unknown = all(project.value(each, scope) is None for each in chain[-1:])
        return is_unknown or _is_on_such(project, chain, scope, wait)
    return not keywords.isdisjoint(wait.brings)


def _makers(wait: Wait) -> frozenset[str]:
    return frozenset(name.rpartition(".")[2] for name in wait.names)


def _signs(wait: Wait) -> Signs:
    packages = {name.partition(".")[0].encode() for name in wait.names}
    pattern = rb"\b(?:%s)\s*=" % b"|".join(
        re.escape(each.encode()) for each in sorted(wait.sets | wait.brings)
    )
    return Signs(tuple(sorted(packages)), (re.compile(pattern),))
