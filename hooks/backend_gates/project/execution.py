"""What runs when a function runs, and in which scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backend_gates.catalogue import execution
from backend_gates.project import handing
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope

Role: TypeAlias = Literal[
    "", "awaited", "entered", "held", "iterated", "called", "scheduled", "assigned"
]

_SPECIAL = {
    *(facts.Class, facts.Lambda, facts.Function, facts.Await, facts.Comprehension, facts.Call),
    *(facts.Assign, facts.With, facts.For, facts.Clause),
}


class Executed(NamedTuple):
    """A node that runs, the scope that its names are looked up in, and what happens to its value.

    The role is `awaited` for what `await`, `async with` and `async for` take, `entered` for a
    `with` item, `held` for one whose block awaits, `iterated` for what a loop or a function
    such as `list` runs over, `called` for a function that is handed to one that calls it on this
    thread: now, as `sorted` does, or on the event loop later, as `loop.call_soon` does, where it
    is `scheduled` until somebody looks at what runs later, too; and `assigned` for an attribute
    that gets a new value.
    """

    node: Struct
    scope: Scope
    role: Role = ""


def executed(project: Project, scope: Scope, *, and_later: bool = False) -> Iterator[Executed]:
    """All nodes that run when the function of `scope` runs, in source order.

    With `and_later`, also what it hands to the event loop, which calls that after it.

    Comprehensions and generator expressions run in place, and so does a lambda that is handed to
    a function that calls it on this thread. What another thread calls or iterates isn't entered,
    nor are nested functions, other lambdas and class bodies.
    """
    steps = [Executed(node, scope) for node in _body(scope)]
    return _unrolled(project, steps, and_later=and_later)


def scheduled(project: Project, scope: Scope) -> Iterator[Executed]:
    """What the code of a module, class or function hands to the event loop, which calls it later.

    That runs on the loop wherever the code itself does.
    """
    if isinstance(scope.node, facts.Lambda | facts.Comprehension):
        return
    names = execution.load().scheduling_names
    for node in walking.walk_own(scope.node.body):
        if isinstance(node, facts.Call) and last_name(node.function) in names:
            argument = handing.scheduled_argument(project, node, scope)
            if argument is not None:
                steps = _called(project, argument.value, scope)
                yield from _unrolled(project, steps, and_later=True)


def _unrolled(
    project: Project, steps: Iterable[Executed], *, and_later: bool
) -> Iterator[Executed]:
    stack = list(steps)[::-1]
    while stack:
        current = stack.pop()
        if current.role == "scheduled":
            stack.extend(reversed(_handed(project, current, and_later=and_later)))
            continue
        yield current
        node, scope = current.node, current.scope
        if type(node) in _SPECIAL:
            stack += reversed(list(_inside(project, node, scope)))
        else:
            stack += [Executed(child, scope) for child in reversed(walking.children(node))]


def _handed(project: Project, step: Executed, *, and_later: bool) -> list[Executed]:
    """What is handed to the loop, as an argument and, with `and_later`, as what runs then."""
    node, scope, _ = step
    if and_later and isinstance(node, facts.Expression):
        return list(_called(project, node, scope))
    return [Executed(node, scope)]


def _body(scope: Scope) -> tuple[Struct, ...]:
    match scope.node:
        case facts.Function():
            return scope.node.body
        case facts.Lambda():
            return (scope.node.body,)
        case _:
            return ()


def _inside(  # noqa: C901, PLR0912  one case for each kind of node
    project: Project, node: Struct, scope: Scope
) -> Iterator[Executed]:
    """What runs inside a node of which not simply everything does."""
    match node:
        case facts.Class() | facts.Lambda():
            return
        case facts.Function():
            for decorator in node.decorators:
                yield Executed(decorator, scope)
            for parameter in node.parameters:
                if parameter.default is not None:
                    yield Executed(parameter.default, scope)
        case facts.Await():
            yield Executed(node.value, scope, "awaited")
        case facts.Comprehension():
            inner = scope.child(node)
            for child in walking.children(node):
                yield Executed(child, inner)
        case facts.Call():
            yield from _call(project, node, scope)
        case facts.Assign():
            for target in node.targets:
                yield from _assigned(target, scope)
            if node.value is not None:
                yield Executed(node.value, scope)
        case facts.With():
            for item in node.items:
                yield Executed(item.context, scope, _with_role(node))
            for statement in node.body:
                yield Executed(statement, scope)
        case facts.For() | facts.Clause():
            for child in walking.children(node):
                role: Role = "awaited" if node.is_async else "iterated"
                yield Executed(child, scope, role if child is node.iterable else "")
        case _:
            return


def _assigned(target: facts.Expression, scope: Scope) -> Iterator[Executed]:
    if isinstance(target, facts.Collection):
        for item in target.items:
            yield from _assigned(item, scope)
    else:
        yield Executed(target, scope, "assigned" if isinstance(target, facts.Attribute) else "")


def _with_role(node: facts.With) -> Role:
    if node.is_async:
        return "awaited"
    return "held" if any(map(_awaits, walking.walk_own(node.body))) else "entered"


def _awaits(node: Struct) -> bool:
    return isinstance(node, facts.Await) or (
        isinstance(node, facts.For | facts.With | facts.Clause) and node.is_async
    )


def _call(project: Project, node: facts.Call, scope: Scope) -> Iterator[Executed]:
    yield Executed(node.function, scope)
    fates = handing.fates(project, node, scope) if node.arguments else ()
    for argument, fate in zip(node.arguments, fates, strict=True):
        match fate:
            case "called":
                yield from _called(project, argument.value, scope)
            case "elsewhere":
                yield from _prepared(project, argument.value, scope)
            case _:
                yield Executed(argument.value, scope, fate)


def _called(project: Project, value: facts.Expression, scope: Scope) -> Iterator[Executed]:
    """A function that is called on this thread: a lambda's body, what a partial binds, a name."""
    if isinstance(value, facts.Lambda):
        yield Executed(value.body, scope.child(value))
    elif isinstance(value, facts.Call) and handing.is_partial(project, value, scope):
        yield Executed(value.function, scope)
        yield from _called(project, value.arguments[0].value, scope)
        for argument in value.arguments[1:]:
            yield Executed(argument.value, scope)
    else:
        yield Executed(value, scope, "called")


def _prepared(project: Project, value: facts.Expression, scope: Scope) -> Iterator[Executed]:
    """What runs here of something that another thread calls or iterates."""
    if isinstance(value, facts.Comprehension) and value.kind == "generator":
        yield Executed(value.clauses[0].iterable, scope)
    elif isinstance(value, facts.Call) and handing.is_lazy(project, value, scope):
        for argument in value.arguments:
            yield from _prepared(project, argument.value, scope)
    else:
        yield Executed(value, scope)
