"""What runs when a function runs, and in which scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backend_gates.project.values import External
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope

_CALLING_THE_FIRST = frozenset({"builtins.map", "builtins.filter", "functools.reduce"})
_ITERATING = frozenset(
    f"builtins.{name}"
    for name in (
        *("list", "tuple", "set", "frozenset", "dict", "sorted", "sum", "min", "max", "any", "all"),
        *("next", "enumerate", "zip", "list.sort"),
    )
) | {"itertools.chain", "itertools.groupby", "itertools.islice", "itertools.batched"}

Role: TypeAlias = Literal["", "awaited", "entered", "held", "iterated", "called"]


class Executed(NamedTuple):
    """A node that runs, the scope that its names are looked up in, and what happens to its value.

    The role is `awaited` for what `await`, `async with` and `async for` take, `entered` for a
    `with` item, `held` for one whose block awaits, `iterated` for what a loop or a builtin
    such as `list` runs over, and `called` for a function that is handed to one that calls it.
    """

    node: Struct
    scope: Scope
    role: Role = ""


def executed(project: Project, scope: Scope) -> Iterator[Executed]:
    """All nodes that run when the function of `scope` runs, in source order.

    Comprehensions and generator expressions run in place, and so does a lambda that is handed to
    a builtin that calls it. Nested functions, other lambdas and class bodies are not entered.
    """
    stack = [Executed(node, scope) for node in reversed(_body(scope))]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(list(_inside(project, current.node, current.scope))))


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
            for child in walking.children(node):
                yield Executed(child, scope)


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
    called = project.value(node.function, scope) if node.arguments else None
    name = called.name if isinstance(called, External) else ""
    for index, argument in enumerate(node.arguments):
        role = _argument_role(name, index, argument.keyword)
        if role == "called" and isinstance(argument.value, facts.Lambda):
            yield Executed(argument.value.body, scope.child(argument.value))
        else:
            yield Executed(argument.value, scope, role)


def _argument_role(called: str, index: int, keyword: str) -> Role:
    if called not in _ITERATING | _CALLING_THE_FIRST:
        return ""
    if keyword:
        return "called" if keyword == "key" else ""
    return "called" if index == 0 and called in _CALLING_THE_FIRST else "iterated"
