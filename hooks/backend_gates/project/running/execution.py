"""What runs when a function runs, and in which scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backend_gates.catalogue import execution
from backend_gates.project.running import handing
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

Role: TypeAlias = Literal[
    "", "awaited", "entered", "held", "iterated", "begun", "called", "scheduled", "assigned"
]


class Executed(NamedTuple):
    """A node that may run code, the scope of its names, and what happens to its value.

    The role is `awaited` for what `await`, `async with` and `async for` take, `entered` for a
    `with` item, `held` for one whose block awaits, `iterated` for what a loop or a function
    such as `list` runs over, `begun` for what `next` takes one element of, `called` for a function
    that is handed to one that calls it on this thread: now, as `sorted` does, or on the event loop
    later, as `loop.call_soon` does, where it is `scheduled` until somebody looks at what runs
    later, too; and `assigned` for an attribute that gets a new value.
    """

    node: Struct
    scope: Scope
    role: Role = ""


_Step: TypeAlias = "tuple[Struct, Scope, Role]"  # many are made for each that is yielded


def executed(project: Project, scope: Scope, *, and_later: bool = False) -> Iterator[Executed]:
    """All calls, attributes and nodes with a role that run when a function does, in source order.

    With `and_later`, also what it hands to the event loop, which calls that after it.

    Comprehensions and generator expressions run in place, and so does a lambda that is handed to
    a function that calls it on this thread. What another thread calls or iterates isn't entered,
    nor are nested functions, other lambdas and class bodies, nor what stands behind `self.kept or`,
    which runs while nothing is kept.
    """
    steps: list[_Step] = [(node, scope, "") for node in _body(scope)]
    return _unrolled(project, steps, and_later=and_later)


def scheduled(project: Project, scope: Scope) -> Iterator[Executed]:
    """What the code of a module, class or function hands to the event loop, which calls it later.

    That runs on the loop wherever the code itself does.
    """
    if isinstance(scope.node, facts.Lambda | facts.Comprehension):
        return
    names = execution.load().scheduling_names
    for node in walking.own(scope.node.body, facts.Call):
        if last_name(node.function) in names:
            argument = handing.scheduled_argument(project, node, scope)
            if argument is not None:
                steps = _called(project, argument.value, scope)
                yield from _unrolled(project, steps, and_later=True)


def _unrolled(project: Project, steps: Iterable[_Step], *, and_later: bool) -> Iterator[Executed]:
    stack = list(steps)[::-1]
    while stack:
        node, scope, role = stack.pop()
        kind = type(node)
        if role == "scheduled":
            stack += reversed(_handed(project, node, scope, and_later=and_later))
            continue
        if role or kind in _ACTING:
            yield Executed(node, scope, role)
        elif kind in _SILENT:
            continue
        if isinstance(node, facts.Attribute):
            stack.append((node.value, scope, ""))
            continue
        inside = _INSIDE.get(kind)
        if inside is not None:
            stack += list(inside(project, node, scope))[::-1]
        else:
            stack += [(each, scope, "") for each in walking.nearest(node, _STOPS)[::-1]]


def _handed(project: Project, node: Struct, scope: Scope, *, and_later: bool) -> list[_Step]:
    """What is handed to the loop, as an argument and, with `and_later`, as what runs then."""
    if and_later and isinstance(node, facts.Expression):
        return list(_called(project, node, scope))
    return [(node, scope, "")]


def _body(scope: Scope) -> tuple[Struct, ...]:
    match scope.node:
        case facts.Function():
            return scope.node.body
        case facts.Lambda():
            return (scope.node.body,)
        case _:
            return ()


def _nothing(_project: Project, _node: Struct, _scope: Scope) -> Iterator[_Step]:
    return iter(())


def _function(_project: Project, node: facts.Function, scope: Scope) -> Iterator[_Step]:
    """What runs where a function is defined: its decorators and defaults."""
    for decorator in node.decorators:
        yield decorator, scope, ""
    for parameter in node.parameters:
        if parameter.default is not None:
            yield parameter.default, scope, ""


def _await(_project: Project, node: facts.Await, scope: Scope) -> Iterator[_Step]:
    yield node.value, scope, "awaited"


def _comprehension(_project: Project, node: facts.Comprehension, scope: Scope) -> Iterator[_Step]:
    inner = scope.child(node)
    for child in walking.children(node):
        yield child, inner, ""


def _operation(_project: Project, node: facts.Operation, scope: Scope) -> Iterator[_Step]:
    """`self.kept or made()` makes something only while nothing is kept."""
    kept = node.operators == ("or",) and isinstance(node.operands[0], facts.Attribute)
    for operand in node.operands[: 1 if kept else None]:
        yield operand, scope, ""


def _assign(_project: Project, node: facts.Assign, scope: Scope) -> Iterator[_Step]:
    for target in node.targets:
        yield from _assigned(target, scope)
    if node.value is not None:
        yield node.value, scope, ""


def _with(_project: Project, node: facts.With, scope: Scope) -> Iterator[_Step]:
    role = _with_role(node, scope)
    for item in node.items:
        yield item.context, scope, role
    for statement in node.body:
        yield statement, scope, ""


def _loop(_project: Project, node: facts.For | facts.Clause, scope: Scope) -> Iterator[_Step]:
    role: Role = "awaited" if node.is_async else "iterated"
    for child in walking.children(node):
        yield child, scope, role if child is node.iterable else ""


def _assigned(target: facts.Expression, scope: Scope) -> Iterator[_Step]:
    if isinstance(target, facts.Collection):
        for item in target.items:
            yield from _assigned(item, scope)
    else:
        yield target, scope, "assigned" if isinstance(target, facts.Attribute) else ""


def _with_role(node: facts.With, scope: Scope) -> Role:
    if node.is_async:
        return "awaited"
    is_coroutine = isinstance(scope.node, facts.Function) and scope.node.is_async
    return "held" if is_coroutine and _awaits(node.body) else "entered"


def _awaits(body: facts.Block) -> bool:
    return any(
        isinstance(each, facts.Await)
        or (isinstance(each, facts.For | facts.With | facts.Clause) and each.is_async)
        for each in walking.own(body, facts.Await, facts.For, facts.With, facts.Clause)
    )


def _call(project: Project, node: facts.Call, scope: Scope) -> Iterator[_Step]:
    yield node.function, scope, ""
    fates = handing.fates(project, node, scope) if node.arguments else ()
    for argument, fate in zip(node.arguments, fates, strict=True):
        match fate:
            case "called":
                yield from _called(project, argument.value, scope)
            case "elsewhere":
                yield from _prepared(project, argument.value, scope)
            case _:
                yield argument.value, scope, fate


def _called(project: Project, value: facts.Expression, scope: Scope) -> Iterator[_Step]:
    """A function that is called on this thread: a lambda's body, what a partial binds, a name."""
    if isinstance(value, facts.Lambda):
        yield value.body, scope.child(value), ""
    elif isinstance(value, facts.Call) and handing.is_partial(project, value, scope):
        yield value.function, scope, ""
        yield from _called(project, value.arguments[0].value, scope)
        for argument in value.arguments[1:]:
            yield argument.value, scope, ""
    else:
        yield value, scope, "called"


def _prepared(project: Project, value: facts.Expression, scope: Scope) -> Iterator[_Step]:
    """What runs here of something that another thread calls or iterates."""
    if isinstance(value, facts.Comprehension) and value.kind == "generator":
        yield value.clauses[0].iterable, scope, ""
    elif isinstance(value, facts.Call) and handing.is_lazy(project, value, scope):
        for argument in value.arguments:
            yield from _prepared(project, argument.value, scope)
    else:
        yield value, scope, ""


_INSIDE: Mapping[type[Struct], Callable[[Project, Any, Scope], Iterator[_Step]]] = {
    facts.Class: _nothing,
    facts.Lambda: _nothing,
    facts.Function: _function,
    facts.Await: _await,
    facts.Comprehension: _comprehension,
    facts.Call: _call,
    facts.Operation: _operation,
    facts.Assign: _assign,
    facts.With: _with,
    facts.For: _loop,
    facts.Clause: _loop,
}
_ACTING: frozenset[type[Struct]] = frozenset({facts.Call, facts.Attribute})
_SILENT = frozenset({facts.Name, facts.Literal})
_STOPS = _ACTING.union(_INSIDE)
